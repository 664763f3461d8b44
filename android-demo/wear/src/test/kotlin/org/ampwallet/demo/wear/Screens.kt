package org.ampwallet.demo.wear

/** A large round watch. */
internal const val LARGE = "w227dp-h227dp-small-notlong-round-watch-hdpi-keyshidden-nonav"

/** The smallest round watch that Wear OS allows. */
internal const val SMALL = "w192dp-h192dp-small-notlong-round-watch-hdpi-keyshidden-nonav"
