package org.ampwallet.demo.presenters

/** A network that does not answer, to a person: in a release build there is nothing that she could start. */
internal object NetworkDown {
    val what = Word.TROUBLE_NETWORK_DOWN_WHAT
    val todo = Word.TROUBLE_NETWORK_DOWN_DO
    val remedy = Remedy.RETRY
}
