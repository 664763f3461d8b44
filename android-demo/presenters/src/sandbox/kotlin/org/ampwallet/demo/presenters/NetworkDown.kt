package org.ampwallet.demo.presenters

/** A network that does not answer, to a person: in a debug build it is the sandbox, which she can start again. */
internal object NetworkDown {
    val what = Word.TROUBLE_SANDBOX_DOWN_WHAT
    val todo = Word.TROUBLE_SANDBOX_DOWN_DO
    val remedy = Remedy.START_SANDBOX
}
