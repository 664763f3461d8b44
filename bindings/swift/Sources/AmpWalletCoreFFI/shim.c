#include "AmpWalletCoreFFI.h"
