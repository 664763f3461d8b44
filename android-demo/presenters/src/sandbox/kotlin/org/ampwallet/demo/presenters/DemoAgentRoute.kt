package org.ampwallet.demo.presenters

/** The demo agent's screen, in debug builds only. */
data object DemoAgentRoute : Route
