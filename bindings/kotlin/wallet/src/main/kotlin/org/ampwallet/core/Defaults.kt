package org.ampwallet.core

import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.Approval
import org.ampwallet.core.ffi.AuthorizationSurface
import org.ampwallet.core.ffi.Constraints
import org.ampwallet.core.ffi.Extensions
import org.ampwallet.core.ffi.IdvEvidence
import org.ampwallet.core.ffi.IdvMethod
import org.ampwallet.core.ffi.KeyPolicy
import org.ampwallet.core.ffi.KeyVault
import org.ampwallet.core.ffi.LogSink
import org.ampwallet.core.ffi.SecretStore
import org.ampwallet.core.ffi.WalletHost
import kotlin.time.Clock

private val NO_EXTENSIONS = Extensions(
    regions = emptyList(),
    merchantIds = emptyList(),
    blockedMerchantIds = emptyList(),
    blockedMerchantNames = emptyList(),
    paymentFrequency = null,
    maxRetries = null,
)

/** A mandate without extensions; `Extensions.none.copy(regions = listOf("HK"))` for one with. */
public val Extensions.Companion.none: Extensions
    get() = NO_EXTENSIONS

/**
 * What an agent may spend: at most [budget] in all, at these merchants or in these categories (ISO 18245), and at most
 * [perTransactionMax] at once. A list that is empty does not restrict; at least one has to. For the smallest single
 * payment, `copy(perTransactionMin = …)`.
 */
public fun Constraints(
    budget: Amount,
    merchantNames: List<String> = emptyList(),
    merchantMccs: List<String> = emptyList(),
    perTransactionMax: Amount? = null,
    extensions: Extensions = Extensions.none,
): Constraints = Constraints(budget, merchantNames, merchantMccs, perTransactionMax, null, extensions)

/**
 * What the device and the app provide: the vault, the store, the AMP network's address. The user's key asks for the
 * person at every use unless [keyPolicy] says otherwise; log records go nowhere unless there is a [logSink].
 */
public fun WalletHost(
    keyVault: KeyVault,
    secretStore: SecretStore,
    networkUrl: String,
    keyPolicy: KeyPolicy = KeyPolicy.EveryUse,
    logSink: LogSink? = null,
): WalletHost = WalletHost(keyVault, secretStore, keyPolicy, networkUrl, logSink)

/**
 * The approval of exactly this surface, now. Call it after the person has seen the surface and confirmed.
 *
 * @param authSessionId the session that the surface is of.
 * @param reason the app's text for the device's prompt.
 * @param result how the person was verified, as L2 will carry it: `FACE`, `FINGERPRINT`, `PIN`.
 * @param method who verified the person.
 */
public fun AuthorizationSurface.approval(
    authSessionId: String,
    reason: String,
    result: String,
    method: IdvMethod = IdvMethod.DEVICE_BIOMETRIC,
): Approval = Approval(authSessionId, IdvEvidence(result, Clock.System.now(), method, digest), reason)
