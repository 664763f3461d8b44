package org.ampwallet.demo.presenters

/** What a person can do about a [Trouble]; one thing each. */
enum class Remedy(val button: Word) {
    /** Do the same again. */
    RETRY(Word.APP_RETRY),

    /** Start the sandbox of this app again. */
    START_SANDBOX(Word.TROUBLE_SANDBOX_DOWN_ACTION),

    /** Delete the wallet and make a new one. */
    START_ANEW(Word.TROUBLE_KEY_LOST_ACTION),

    /** Say that the clock is right now, and do the same again. */
    TRUST_CLOCK(Word.TROUBLE_CLOCK_SET_BACK_ACTION),

    /** Nothing: it was read. */
    CLOSE(Word.APP_CLOSE),
}

/** The kinds of trouble: what happened, that the money is safe and why, and the one thing to do. */
enum class TroubleKind(val what: Word, val safe: Word, val todo: Word, val remedy: Remedy) {
    OFFLINE(Word.TROUBLE_OFFLINE_WHAT, Word.TROUBLE_OFFLINE_SAFE, Word.TROUBLE_OFFLINE_DO, Remedy.RETRY),
    SANDBOX_DOWN(NetworkDown.what, Word.TROUBLE_SANDBOX_DOWN_SAFE, NetworkDown.todo, NetworkDown.remedy),
    BIOMETRIC_CANCELLED(
        Word.TROUBLE_BIOMETRIC_CANCELLED_WHAT, Word.TROUBLE_BIOMETRIC_CANCELLED_SAFE, Word.TROUBLE_BIOMETRIC_CANCELLED_DO,
        Remedy.RETRY,
    ),
    LOCKED_OUT(Word.TROUBLE_LOCKED_OUT_WHAT, Word.TROUBLE_LOCKED_OUT_SAFE, Word.TROUBLE_LOCKED_OUT_DO, Remedy.RETRY),
    DEVICE_LOCKED(
        Word.TROUBLE_DEVICE_LOCKED_WHAT, Word.TROUBLE_DEVICE_LOCKED_SAFE, Word.TROUBLE_DEVICE_LOCKED_DO, Remedy.RETRY,
    ),
    KEY_LOST(Word.TROUBLE_KEY_LOST_WHAT, Word.TROUBLE_KEY_LOST_SAFE, Word.TROUBLE_KEY_LOST_DO, Remedy.START_ANEW),
    DATABASE_LOCKED(
        Word.TROUBLE_DATABASE_LOCKED_WHAT, Word.TROUBLE_DATABASE_LOCKED_SAFE, Word.TROUBLE_DATABASE_LOCKED_DO, Remedy.RETRY,
    ),
    CLOCK_SET_BACK(
        Word.TROUBLE_CLOCK_SET_BACK_WHAT, Word.TROUBLE_CLOCK_SET_BACK_SAFE, Word.TROUBLE_CLOCK_SET_BACK_DO, Remedy.TRUST_CLOCK,
    ),
    ANSWER_LOST(Word.TROUBLE_ANSWER_LOST_WHAT, Word.TROUBLE_ANSWER_LOST_SAFE, Word.TROUBLE_ANSWER_LOST_DO, Remedy.CLOSE),
    DISK_FULL(Word.TROUBLE_DISK_FULL_WHAT, Word.TROUBLE_DISK_FULL_SAFE, Word.TROUBLE_DISK_FULL_DO, Remedy.RETRY),
    DAMAGED(Word.TROUBLE_DAMAGED_WHAT, Word.TROUBLE_DAMAGED_SAFE, Word.TROUBLE_DAMAGED_DO, Remedy.START_ANEW),
    ROLLED_BACK(Word.TROUBLE_ROLLED_BACK_WHAT, Word.TROUBLE_ROLLED_BACK_SAFE, Word.TROUBLE_ROLLED_BACK_DO, Remedy.START_ANEW),
    NEWER(Word.TROUBLE_NEWER_WHAT, Word.TROUBLE_NEWER_SAFE, Word.TROUBLE_NEWER_DO, Remedy.CLOSE),
    TOO_LATE(Word.TROUBLE_TOO_LATE_WHAT, Word.TROUBLE_TOO_LATE_SAFE, Word.TROUBLE_TOO_LATE_DO, Remedy.CLOSE),
    SURFACE_CHANGED(
        Word.TROUBLE_SURFACE_CHANGED_WHAT, Word.TROUBLE_SURFACE_CHANGED_SAFE, Word.TROUBLE_SURFACE_CHANGED_DO, Remedy.CLOSE,
    ),
    REFUSED(Word.TROUBLE_REFUSED_WHAT, Word.TROUBLE_REFUSED_SAFE, Word.TROUBLE_REFUSED_DO, Remedy.CLOSE),
    OTHER(Word.TROUBLE_OTHER_WHAT, Word.TROUBLE_OTHER_SAFE, Word.TROUBLE_OTHER_DO, Remedy.CLOSE),
    ;

    companion object {
        /** The kind that an error with this stable code of the core is for a person. */
        fun of(code: String?): TroubleKind = KINDS[code] ?: OTHER

        private val KINDS: Map<String, TroubleKind> = mapOf(
            OFFLINE to listOf("network.unreachable", "network.timeout", "network.tls", "isp.unreachable"),
            SANDBOX_DOWN to listOf(
                "network.status", "network.garbage", "network.too_large", "network.bad_address", "sandbox.stopped",
                "agent.answer_incomplete",
            ),
            BIOMETRIC_CANCELLED to listOf("vault.cancelled"),
            LOCKED_OUT to listOf("vault.locked_out"),
            DEVICE_LOCKED to listOf("vault.unavailable_while_locked", "secret.locked"),
            KEY_LOST to listOf(
                "vault.key_lost", "vault.key_invalidated", "vault.key_corrupt", "isp.key_changed", "secret.lost",
                "store.key_lost", "store.key_wrong",
            ),
            DATABASE_LOCKED to listOf("store.busy"),
            CLOCK_SET_BACK to listOf("clock.set_back"),
            ANSWER_LOST to listOf("wallet.outcome_unknown", "network.answer_lost"),
            DISK_FULL to listOf("store.disk_full"),
            DAMAGED to listOf("store.corrupt", "secret.corrupt"),
            ROLLED_BACK to listOf("store.rolled_back"),
            NEWER to listOf("store.newer"),
            TOO_LATE to listOf("wallet.approval_expired", "wallet.not_pending", "idv.too_old"),
            SURFACE_CHANGED to listOf("surface.digest_mismatch", "idv.other_surface"),
        ).flatMap { (kind, codes) -> codes.map { it to kind } }.toMap()
    }
}
