// Written by scripts/app_words.py from android-demo/words. Do not edit.

import AmpWallet

/// What the apps say: a key of the dictionary.
public enum Word: String, CaseIterable, Sendable {
    case agentAbout = "agent_about"
    case agentAskBinding = "agent_ask_binding"
    case agentAskImmediate = "agent_ask_immediate"
    case agentAskMandate = "agent_ask_mandate"
    case agentBehave = "agent_behave"
    case agentBuy = "agent_buy"
    case agentChangedPrice = "agent_changed_price"
    case agentChangedPriceAbout = "agent_changed_price_about"
    case agentMisbehave = "agent_misbehave"
    case agentNoBinding = "agent_no_binding"
    case agentNoMandate = "agent_no_mandate"
    case agentOverBudget = "agent_over_budget"
    case agentOverBudgetAbout = "agent_over_budget_about"
    case agentReplay = "agent_replay"
    case agentReplayAbout = "agent_replay_about"
    case agentSaidNetwork = "agent_said_network"
    case agentSaidPaid = "agent_said_paid"
    case agentSaidRefused = "agent_said_refused"
    case agentSaidWaits = "agent_said_waits"
    case agentShop = "agent_shop"
    case agentTamperedOrder = "agent_tampered_order"
    case agentTamperedOrderAbout = "agent_tampered_order_about"
    case agentTask = "agent_task"
    case agentTitle = "agent_title"
    case agentUnknownMerchant = "agent_unknown_merchant"
    case agentUnknownMerchantAbout = "agent_unknown_merchant_about"
    case agentWalletSays = "agent_wallet_says"
    case appAny = "app_any"
    case appAt = "app_at"
    case appBack = "app_back"
    case appBiometricFace = "app_biometric_face"
    case appBiometricTitle = "app_biometric_title"
    case appCamera = "app_camera"
    case appCancel = "app_cancel"
    case appClose = "app_close"
    case appCode = "app_code"
    case appConfirm = "app_confirm"
    case appDetails = "app_details"
    case appDone = "app_done"
    case appFrozen = "app_frozen"
    case appLabelValue = "app_label_value"
    case appLoading = "app_loading"
    case appMore = "app_more"
    case appName = "app_name"
    case appNext = "app_next"
    case appNone = "app_none"
    case appQuote = "app_quote"
    case appRetry = "app_retry"
    case appSandbox = "app_sandbox"
    case appSandboxAbout = "app_sandbox_about"
    case appUntil = "app_until"
    case appWorking = "app_working"
    case approveAgentAsks = "approve_agent_asks"
    case approveDeclineAbout = "approve_decline_about"
    case approveDeclined = "approve_declined"
    case approveDone = "approve_done"
    case approveExpires = "approve_expires"
    case approveFrequencyDay = "approve_frequency_day"
    case approveFrequencyMonth = "approve_frequency_month"
    case approveFrequencyValidity = "approve_frequency_validity"
    case approveFrequencyWeek = "approve_frequency_week"
    case approveGoods = "approve_goods"
    case approveMoreFields = "approve_more_fields"
    case approveNever = "approve_never"
    case approveNeverElsewhere = "approve_never_elsewhere"
    case approveNeverFrozen = "approve_never_frozen"
    case approveNeverLater = "approve_never_later"
    case approveNeverMore = "approve_never_more"
    case approveNo = "approve_no"
    case approveScopeAskForMandates = "approve_scope_ask_for_mandates"
    case approveSignReason = "approve_sign_reason"
    case approveSignsWhatYouSee = "approve_signs_what_you_see"
    case approveTitleAdjustment = "approve_title_adjustment"
    case approveTitleAutonomous = "approve_title_autonomous"
    case approveTitleEnrollment = "approve_title_enrollment"
    case approveTitleImmediate = "approve_title_immediate"
    case approveWarnings = "approve_warnings"
    case approveYes = "approve_yes"
    case bindConfirm = "bind_confirm"
    case bindConfirmAbout = "bind_confirm_about"
    case bindDemo = "bind_demo"
    case bindDone = "bind_done"
    case bindDoneAbout = "bind_done_about"
    case bindLinkLabel = "bind_link_label"
    case bindLinkUnknown = "bind_link_unknown"
    case bindOpen = "bind_open"
    case bindOpenAbout = "bind_open_about"
    case bindPaste = "bind_paste"
    case bindQrAbout = "bind_qr_about"
    case bindReview = "bind_review"
    case bindReviewAbout = "bind_review_about"
    case bindScan = "bind_scan"
    case bindStep = "bind_step"
    case bindTitle = "bind_title"
    case differenceCurrency = "difference_currency"
    case differenceGoodsCount = "difference_goods_count"
    case differenceGoodsName = "difference_goods_name"
    case differenceGoodsQuantity = "difference_goods_quantity"
    case differenceGoodsUnitAmount = "difference_goods_unit_amount"
    case differenceMerchantId = "difference_merchant_id"
    case differenceMerchantMcc = "difference_merchant_mcc"
    case differenceMerchantName = "difference_merchant_name"
    case differenceMerchantWebsite = "difference_merchant_website"
    case differenceReferenceCheckoutId = "difference_reference_checkout_id"
    case differenceTotal = "difference_total"
    case differenceUnitMismatch = "difference_unit_mismatch"
    case dimensionAgent = "dimension_agent"
    case dimensionAll = "dimension_all"
    case dimensionCategory = "dimension_category"
    case dimensionDevice = "dimension_device"
    case dimensionMandate = "dimension_mandate"
    case dimensionMerchant = "dimension_merchant"
    case eventAgentBound = "event_agent_bound"
    case eventAgentUnbound = "event_agent_unbound"
    case eventAppealClosed = "event_appeal_closed"
    case eventAppealOpened = "event_appeal_opened"
    case eventAuthorizationApproved = "event_authorization_approved"
    case eventAuthorizationFailed = "event_authorization_failed"
    case eventAuthorizationReceived = "event_authorization_received"
    case eventAuthorizationRefused = "event_authorization_refused"
    case eventEventsDropped = "event_events_dropped"
    case eventFreezeChanged = "event_freeze_changed"
    case eventLimitsChanged = "event_limits_changed"
    case eventMandateActivated = "event_mandate_activated"
    case eventMandateAdjusted = "event_mandate_adjusted"
    case eventMandateExpired = "event_mandate_expired"
    case eventMandateFinished = "event_mandate_finished"
    case eventMandateRevoked = "event_mandate_revoked"
    case eventOther = "event_other"
    case eventPaymentCaptured = "event_payment_captured"
    case eventPaymentHeld = "event_payment_held"
    case eventPaymentRefunded = "event_payment_refunded"
    case eventPaymentRefused = "event_payment_refused"
    case eventPaymentReleased = "event_payment_released"
    case eventPaymentUnverified = "event_payment_unverified"
    case fieldAccount = "field_account"
    case fieldAdjustment = "field_adjustment"
    case fieldAgent = "field_agent"
    case fieldAgentDeveloper = "field_agent_developer"
    case fieldAgentFormerKeyThumbprint = "field_agent_former_key_thumbprint"
    case fieldAgentId = "field_agent_id"
    case fieldAgentKeyId = "field_agent_key_id"
    case fieldAgentKeyThumbprint = "field_agent_key_thumbprint"
    case fieldAgentWebsite = "field_agent_website"
    case fieldAgentWords = "field_agent_words"
    case fieldAmount = "field_amount"
    case fieldBudget = "field_budget"
    case fieldBudgetAfter = "field_budget_after"
    case fieldBudgetBefore = "field_budget_before"
    case fieldBudgetUsed = "field_budget_used"
    case fieldCategories = "field_categories"
    case fieldGoods = "field_goods"
    case fieldMandate = "field_mandate"
    case fieldMandateId = "field_mandate_id"
    case fieldMandateStatus = "field_mandate_status"
    case fieldMandateType = "field_mandate_type"
    case fieldMerchant = "field_merchant"
    case fieldMerchantCategory = "field_merchant_category"
    case fieldMerchantId = "field_merchant_id"
    case fieldMerchantRegion = "field_merchant_region"
    case fieldMerchantWebsite = "field_merchant_website"
    case fieldMerchants = "field_merchants"
    case fieldMerchantsBlocked = "field_merchants_blocked"
    case fieldMerchantsBlockedIds = "field_merchants_blocked_ids"
    case fieldMerchantsIds = "field_merchants_ids"
    case fieldOrderId = "field_order_id"
    case fieldOther = "field_other"
    case fieldPaymentsFrequency = "field_payments_frequency"
    case fieldPaymentsMaxRetries = "field_payments_max_retries"
    case fieldPerPaymentMax = "field_per_payment_max"
    case fieldPerPaymentMin = "field_per_payment_min"
    case fieldRegions = "field_regions"
    case fieldScope = "field_scope"
    case fieldSession = "field_session"
    case fieldSigningKeyId = "field_signing_key_id"
    case fieldSigningKeyThumbprint = "field_signing_key_thumbprint"
    case fieldTask = "field_task"
    case fieldTaskUntil = "field_task_until"
    case fieldValidUntil = "field_valid_until"
    case fieldWallet = "field_wallet"
    case fieldWalletToken = "field_wallet_token"
    case fieldWalletTokenStatus = "field_wallet_token_status"
    case homeFreezeAgent = "home_freeze_agent"
    case homeFreezeAll = "home_freeze_all"
    case homeFrozenAgent = "home_frozen_agent"
    case homeFrozenAll = "home_frozen_all"
    case homeFrozenAllAbout = "home_frozen_all_about"
    case homeLimitAbout = "home_limit_about"
    case homeLimitLeft = "home_limit_left"
    case homeNoAgents = "home_no_agents"
    case homeNoAgentsAbout = "home_no_agents_about"
    case homeNothingToSpend = "home_nothing_to_spend"
    case homeNothingWaiting = "home_nothing_waiting"
    case homeOpenDemo = "home_open_demo"
    case homeOpenLimits = "home_open_limits"
    case homeOpenReport = "home_open_report"
    case homeOpenSettings = "home_open_settings"
    case homeOpenTasks = "home_open_tasks"
    case homeOpenTimeline = "home_open_timeline"
    case homeRemaining = "home_remaining"
    case homeRemainingOf = "home_remaining_of"
    case homeRingAbout = "home_ring_about"
    case homeTasksLive = "home_tasks_live"
    case homeTitle = "home_title"
    case homeUnfreezeAgent = "home_unfreeze_agent"
    case homeUnfreezeAll = "home_unfreeze_all"
    case homeUsedShare = "home_used_share"
    case homeWaiting = "home_waiting"
    case limitsAbout = "limits_about"
    case limitsAdd = "limits_add"
    case limitsAmount = "limits_amount"
    case limitsCount = "limits_count"
    case limitsEdit = "limits_edit"
    case limitsEffectDelegationAll = "limits_effect_delegation_all"
    case limitsEffectDelegationEach = "limits_effect_delegation_each"
    case limitsEffectDelegationOnly = "limits_effect_delegation_only"
    case limitsEffectMandatesAll = "limits_effect_mandates_all"
    case limitsEffectMandatesEach = "limits_effect_mandates_each"
    case limitsEffectMandatesOnly = "limits_effect_mandates_only"
    case limitsEffectPaymentsAgent = "limits_effect_payments_agent"
    case limitsEffectPaymentsAll = "limits_effect_payments_all"
    case limitsEffectPaymentsCategory = "limits_effect_payments_category"
    case limitsEffectPaymentsDevice = "limits_effect_payments_device"
    case limitsEffectPaymentsMandate = "limits_effect_payments_mandate"
    case limitsEffectPaymentsMerchant = "limits_effect_payments_merchant"
    case limitsEffectPaymentsOnly = "limits_effect_payments_only"
    case limitsEffectSpendingAgent = "limits_effect_spending_agent"
    case limitsEffectSpendingAll = "limits_effect_spending_all"
    case limitsEffectSpendingCategory = "limits_effect_spending_category"
    case limitsEffectSpendingDevice = "limits_effect_spending_device"
    case limitsEffectSpendingMandate = "limits_effect_spending_mandate"
    case limitsEffectSpendingMerchant = "limits_effect_spending_merchant"
    case limitsEffectSpendingOnly = "limits_effect_spending_only"
    case limitsEffectWindowDay = "limits_effect_window_day"
    case limitsEffectWindowMandate = "limits_effect_window_mandate"
    case limitsEffectWindowMonth = "limits_effect_window_month"
    case limitsEffectWindowWeek = "limits_effect_window_week"
    case limitsKind = "limits_kind"
    case limitsKindDelegation = "limits_kind_delegation"
    case limitsKindSpending = "limits_kind_spending"
    case limitsLeft = "limits_left"
    case limitsMost = "limits_most"
    case limitsNone = "limits_none"
    case limitsOver = "limits_over"
    case limitsPayments = "limits_payments"
    case limitsPreview = "limits_preview"
    case limitsRemove = "limits_remove"
    case limitsRemoveAbout = "limits_remove_about"
    case limitsRemoveAsk = "limits_remove_ask"
    case limitsRenews = "limits_renews"
    case limitsSaved = "limits_saved"
    case limitsScope = "limits_scope"
    case limitsSet = "limits_set"
    case limitsTitle = "limits_title"
    case limitsUsed = "limits_used"
    case limitsWindow = "limits_window"
    case mandateStateActivated = "mandate_state_activated"
    case mandateStateExpired = "mandate_state_expired"
    case mandateStateFinished = "mandate_state_finished"
    case mandateStateInactive = "mandate_state_inactive"
    case mandateStateRevoked = "mandate_state_revoked"
    case mcc4111 = "mcc_4111"
    case mcc4121 = "mcc_4121"
    case mcc4511 = "mcc_4511"
    case mcc4722 = "mcc_4722"
    case mcc4814 = "mcc_4814"
    case mcc4900 = "mcc_4900"
    case mcc5311 = "mcc_5311"
    case mcc5411 = "mcc_5411"
    case mcc5499 = "mcc_5499"
    case mcc5541 = "mcc_5541"
    case mcc5651 = "mcc_5651"
    case mcc5691 = "mcc_5691"
    case mcc5732 = "mcc_5732"
    case mcc5812 = "mcc_5812"
    case mcc5814 = "mcc_5814"
    case mcc5912 = "mcc_5912"
    case mcc5942 = "mcc_5942"
    case mcc5999 = "mcc_5999"
    case mcc7011 = "mcc_7011"
    case mcc7372 = "mcc_7372"
    case mcc7832 = "mcc_7832"
    case mcc7922 = "mcc_7922"
    case mcc7995 = "mcc_7995"
    case mcc7997 = "mcc_7997"
    case mcc8011 = "mcc_8011"
    case mcc8220 = "mcc_8220"
    case mccOther = "mcc_other"
    case movementCapture = "movement_capture"
    case movementDelegate = "movement_delegate"
    case movementHold = "movement_hold"
    case movementRefund = "movement_refund"
    case movementRelease = "movement_release"
    case movementWithdraw = "movement_withdraw"
    case paymentAppeal = "payment_appeal"
    case paymentAppealAbout = "payment_appeal_about"
    case paymentAppealAsk = "payment_appeal_ask"
    case paymentAppealClosed = "payment_appeal_closed"
    case paymentAppealOpen = "payment_appeal_open"
    case paymentAppealReason = "payment_appeal_reason"
    case paymentAppealReasonLabel = "payment_appeal_reason_label"
    case paymentBooks = "payment_books"
    case paymentBy = "payment_by"
    case paymentChain = "payment_chain"
    case paymentChainL1 = "payment_chain_l1"
    case paymentChainL1By = "payment_chain_l1_by"
    case paymentChainL2 = "payment_chain_l2"
    case paymentChainL2By = "payment_chain_l2_by"
    case paymentChainL3 = "payment_chain_l3"
    case paymentChainL3By = "payment_chain_l3_by"
    case paymentChainNoneL3 = "payment_chain_none_l3"
    case paymentChainSignedAt = "payment_chain_signed_at"
    case paymentNotVerified = "payment_not_verified"
    case paymentOnDevice = "payment_on_device"
    case paymentOrder = "payment_order"
    case paymentReleasedBecause = "payment_released_because"
    case paymentStateCaptured = "payment_state_captured"
    case paymentStateHeld = "payment_state_held"
    case paymentStateRefunded = "payment_state_refunded"
    case paymentStateReleased = "payment_state_released"
    case paymentTitle = "payment_title"
    case paymentTo = "payment_to"
    case paymentTotal = "payment_total"
    case paymentUnvouched = "payment_unvouched"
    case paymentVerified = "payment_verified"
    case paymentVerify = "payment_verify"
    case paymentVerifying = "payment_verifying"
    case paymentWhen = "payment_when"
    case reasonAccumulatedOverBudget = "reason_accumulated_over_budget"
    case reasonAccumulatedOverBudgetDetail = "reason_accumulated_over_budget_detail"
    case reasonAgentBindingExpired = "reason_agent_binding_expired"
    case reasonAgentBindingExpiredDetail = "reason_agent_binding_expired_detail"
    case reasonAgentKeyUnknown = "reason_agent_key_unknown"
    case reasonAgentMismatch = "reason_agent_mismatch"
    case reasonAgentMismatchDetail = "reason_agent_mismatch_detail"
    case reasonAgentNotActive = "reason_agent_not_active"
    case reasonAgentUnknown = "reason_agent_unknown"
    case reasonAmountNotPositive = "reason_amount_not_positive"
    case reasonAmountOutOfRange = "reason_amount_out_of_range"
    case reasonAmountOverHold = "reason_amount_over_hold"
    case reasonAmountOverHoldDetail = "reason_amount_over_hold_detail"
    case reasonBudgetExceeded = "reason_budget_exceeded"
    case reasonBudgetExceededDetail = "reason_budget_exceeded_detail"
    case reasonCurrencyMismatch = "reason_currency_mismatch"
    case reasonCurrencyMismatchDetail = "reason_currency_mismatch_detail"
    case reasonExpiryPast = "reason_expiry_past"
    case reasonExpiryPastDetail = "reason_expiry_past_detail"
    case reasonExpiryTooFar = "reason_expiry_too_far"
    case reasonExpiryTooFarDetail = "reason_expiry_too_far_detail"
    case reasonFieldForbidden = "reason_field_forbidden"
    case reasonFieldForbiddenDetail = "reason_field_forbidden_detail"
    case reasonFieldMalformed = "reason_field_malformed"
    case reasonFieldMalformedDetail = "reason_field_malformed_detail"
    case reasonFieldMissing = "reason_field_missing"
    case reasonFieldMissingDetail = "reason_field_missing_detail"
    case reasonFieldsContradict = "reason_fields_contradict"
    case reasonFieldsContradictDetail = "reason_fields_contradict_detail"
    case reasonFrozen = "reason_frozen"
    case reasonL3Forbidden = "reason_l3_forbidden"
    case reasonL3Missing = "reason_l3_missing"
    case reasonL3OrderDiffers = "reason_l3_order_differs"
    case reasonLimitCountExceeded = "reason_limit_count_exceeded"
    case reasonLimitCountExceededDetail = "reason_limit_count_exceeded_detail"
    case reasonLimitCurrency = "reason_limit_currency"
    case reasonLimitCurrencyDetail = "reason_limit_currency_detail"
    case reasonLimitExceeded = "reason_limit_exceeded"
    case reasonLimitExceededDetail = "reason_limit_exceeded_detail"
    case reasonListTooLong = "reason_list_too_long"
    case reasonListTooLongDetail = "reason_list_too_long_detail"
    case reasonMandateExpired = "reason_mandate_expired"
    case reasonMandateExpiredDetail = "reason_mandate_expired_detail"
    case reasonMandateNotActivated = "reason_mandate_not_activated"
    case reasonMandateUsed = "reason_mandate_used"
    case reasonMccNotListed = "reason_mcc_not_listed"
    case reasonMccNotListedDetail = "reason_mcc_not_listed_detail"
    case reasonMerchantBlocked = "reason_merchant_blocked"
    case reasonMerchantBlockedDetail = "reason_merchant_blocked_detail"
    case reasonMerchantConfusable = "reason_merchant_confusable"
    case reasonMerchantConfusableDetail = "reason_merchant_confusable_detail"
    case reasonMerchantIdNotListed = "reason_merchant_id_not_listed"
    case reasonMerchantIdNotListedDetail = "reason_merchant_id_not_listed_detail"
    case reasonMerchantNotListed = "reason_merchant_not_listed"
    case reasonMerchantNotListedDetail = "reason_merchant_not_listed_detail"
    case reasonOrderDiffers = "reason_order_differs"
    case reasonOrderMissing = "reason_order_missing"
    case reasonOther = "reason_other"
    case reasonPaymentFrequencyExceeded = "reason_payment_frequency_exceeded"
    case reasonPaymentFrequencyExceededDetail = "reason_payment_frequency_exceeded_detail"
    case reasonRateUnusable = "reason_rate_unusable"
    case reasonRateUnusableDetail = "reason_rate_unusable_detail"
    case reasonRegionNotListed = "reason_region_not_listed"
    case reasonRegionNotListedDetail = "reason_region_not_listed_detail"
    case reasonRetriesExhausted = "reason_retries_exhausted"
    case reasonRetriesExhaustedDetail = "reason_retries_exhausted_detail"
    case reasonTextHostile = "reason_text_hostile"
    case reasonTextHostileDetail = "reason_text_hostile_detail"
    case reasonTextTooLong = "reason_text_too_long"
    case reasonTextTooLongDetail = "reason_text_too_long_detail"
    case reasonTokenExpired = "reason_token_expired"
    case reasonTokenExpiredDetail = "reason_token_expired_detail"
    case reasonTokenNotBound = "reason_token_not_bound"
    case reasonTokenReleased = "reason_token_released"
    case reasonTokenUsed = "reason_token_used"
    case reasonTransactionOverMax = "reason_transaction_over_max"
    case reasonTransactionOverMaxDetail = "reason_transaction_over_max_detail"
    case reasonTransactionUnderMin = "reason_transaction_under_min"
    case reasonTransactionUnderMinDetail = "reason_transaction_under_min_detail"
    case reasonUnitMismatch = "reason_unit_mismatch"
    case reasonUnitMismatchDetail = "reason_unit_mismatch_detail"
    case reasonUnverifiedUnbounded = "reason_unverified_unbounded"
    case reasonUnverifiedUnjudged = "reason_unverified_unjudged"
    case reasonWalletTokenMismatch = "reason_wallet_token_mismatch"
    case refusalSafe = "refusal_safe"
    case refusalStageS1 = "refusal_stage_s1"
    case refusalStageS2 = "refusal_stage_s2"
    case refusalStageS3 = "refusal_stage_s3"
    case refusalStageS4 = "refusal_stage_s4"
    case releasedGuardOther = "released_guard_other"
    case releasedMandateExpired = "released_mandate_expired"
    case releasedMandateRevoked = "released_mandate_revoked"
    case releasedOther = "released_other"
    case releasedPaymentVoidedByMerchant = "released_payment_voided_by_merchant"
    case releasedPaymentVoidedByUser = "released_payment_voided_by_user"
    case releasedTokenExpired = "released_token_expired"
    case reportAll = "report_all"
    case reportBarAbout = "report_bar_about"
    case reportByAgent = "report_by_agent"
    case reportByCategory = "report_by_category"
    case reportByMerchant = "report_by_merchant"
    case reportByMonth = "report_by_month"
    case reportHeld = "report_held"
    case reportMonth = "report_month"
    case reportNone = "report_none"
    case reportPayments = "report_payments"
    case reportRefunded = "report_refunded"
    case reportSpent = "report_spent"
    case reportTitle = "report_title"
    case reportUnknown = "report_unknown"
    case settingsDevicePayments = "settings_device_payments"
    case settingsDevices = "settings_devices"
    case settingsDevicesNone = "settings_devices_none"
    case settingsErase = "settings_erase"
    case settingsEraseAbout = "settings_erase_about"
    case settingsEraseAgain = "settings_erase_again"
    case settingsEraseAgainAbout = "settings_erase_again_about"
    case settingsEraseAsk = "settings_erase_ask"
    case settingsEraseYes = "settings_erase_yes"
    case settingsExport = "settings_export"
    case settingsExportAbout = "settings_export_about"
    case settingsExported = "settings_exported"
    case settingsKeys = "settings_keys"
    case settingsLanguage = "settings_language"
    case settingsLanguageAr = "settings_language_ar"
    case settingsLanguageEn = "settings_language_en"
    case settingsLanguageId = "settings_language_id"
    case settingsLanguageSystem = "settings_language_system"
    case settingsLanguageZh = "settings_language_zh"
    case settingsSandbox = "settings_sandbox"
    case settingsSandboxAt = "settings_sandbox_at"
    case settingsSandboxInApp = "settings_sandbox_in_app"
    case settingsTitle = "settings_title"
    case settingsVersion = "settings_version"
    case taskAdjust = "task_adjust"
    case taskAdjustAbout = "task_adjust_about"
    case taskAdjustLabel = "task_adjust_label"
    case taskAdjusted = "task_adjusted"
    case taskBill = "task_bill"
    case taskBillNone = "task_bill_none"
    case taskBudget = "task_budget"
    case taskCancel = "task_cancel"
    case taskCancelAbout = "task_cancel_about"
    case taskCancelAsk = "task_cancel_ask"
    case taskHeld = "task_held"
    case taskKeep = "task_keep"
    case taskNone = "task_none"
    case taskPayments = "task_payments"
    case taskProgress = "task_progress"
    case taskRefunded = "task_refunded"
    case taskRefusals = "task_refusals"
    case taskRefusalsNone = "task_refusals_none"
    case taskRefused = "task_refused"
    case taskRemaining = "task_remaining"
    case taskSpent = "task_spent"
    case taskStatusAgentProcessing = "task_status_agent_processing"
    case taskStatusCancelled = "task_status_cancelled"
    case taskStatusClosed = "task_status_closed"
    case taskStatusExpired = "task_status_expired"
    case taskStatusWaitingForApproval = "task_status_waiting_for_approval"
    case taskTitle = "task_title"
    case timelineBudgetChange = "timeline_budget_change"
    case timelineDropped = "timeline_dropped"
    case timelineEnd = "timeline_end"
    case timelineFrozenAll = "timeline_frozen_all"
    case timelineFrozenSome = "timeline_frozen_some"
    case timelineNone = "timeline_none"
    case timelineTitle = "timeline_title"
    case timelineUnfrozen = "timeline_unfrozen"
    case timelineUntold = "timeline_untold"
    case troubleAnswerLostDo = "trouble_answer_lost_do"
    case troubleAnswerLostSafe = "trouble_answer_lost_safe"
    case troubleAnswerLostWhat = "trouble_answer_lost_what"
    case troubleBiometricCancelledDo = "trouble_biometric_cancelled_do"
    case troubleBiometricCancelledSafe = "trouble_biometric_cancelled_safe"
    case troubleBiometricCancelledWhat = "trouble_biometric_cancelled_what"
    case troubleClockSetBackAction = "trouble_clock_set_back_action"
    case troubleClockSetBackDo = "trouble_clock_set_back_do"
    case troubleClockSetBackSafe = "trouble_clock_set_back_safe"
    case troubleClockSetBackWhat = "trouble_clock_set_back_what"
    case troubleDamagedDo = "trouble_damaged_do"
    case troubleDamagedSafe = "trouble_damaged_safe"
    case troubleDamagedWhat = "trouble_damaged_what"
    case troubleDatabaseLockedDo = "trouble_database_locked_do"
    case troubleDatabaseLockedSafe = "trouble_database_locked_safe"
    case troubleDatabaseLockedWhat = "trouble_database_locked_what"
    case troubleDeviceLockedDo = "trouble_device_locked_do"
    case troubleDeviceLockedSafe = "trouble_device_locked_safe"
    case troubleDeviceLockedWhat = "trouble_device_locked_what"
    case troubleDiskFullDo = "trouble_disk_full_do"
    case troubleDiskFullSafe = "trouble_disk_full_safe"
    case troubleDiskFullWhat = "trouble_disk_full_what"
    case troubleInputAddress = "trouble_input_address"
    case troubleInputAmount = "trouble_input_amount"
    case troubleKeyLostAction = "trouble_key_lost_action"
    case troubleKeyLostDo = "trouble_key_lost_do"
    case troubleKeyLostSafe = "trouble_key_lost_safe"
    case troubleKeyLostWhat = "trouble_key_lost_what"
    case troubleLockedOutDo = "trouble_locked_out_do"
    case troubleLockedOutSafe = "trouble_locked_out_safe"
    case troubleLockedOutWhat = "trouble_locked_out_what"
    case troubleNetworkDownDo = "trouble_network_down_do"
    case troubleNetworkDownWhat = "trouble_network_down_what"
    case troubleNewerDo = "trouble_newer_do"
    case troubleNewerSafe = "trouble_newer_safe"
    case troubleNewerWhat = "trouble_newer_what"
    case troubleOfflineDo = "trouble_offline_do"
    case troubleOfflineSafe = "trouble_offline_safe"
    case troubleOfflineWhat = "trouble_offline_what"
    case troubleOtherDo = "trouble_other_do"
    case troubleOtherSafe = "trouble_other_safe"
    case troubleOtherWhat = "trouble_other_what"
    case troubleRefusedDo = "trouble_refused_do"
    case troubleRefusedSafe = "trouble_refused_safe"
    case troubleRefusedWhat = "trouble_refused_what"
    case troubleRolledBackDo = "trouble_rolled_back_do"
    case troubleRolledBackSafe = "trouble_rolled_back_safe"
    case troubleRolledBackWhat = "trouble_rolled_back_what"
    case troubleSandboxDownAction = "trouble_sandbox_down_action"
    case troubleSandboxDownDo = "trouble_sandbox_down_do"
    case troubleSandboxDownSafe = "trouble_sandbox_down_safe"
    case troubleSandboxDownWhat = "trouble_sandbox_down_what"
    case troubleSurfaceChangedDo = "trouble_surface_changed_do"
    case troubleSurfaceChangedSafe = "trouble_surface_changed_safe"
    case troubleSurfaceChangedWhat = "trouble_surface_changed_what"
    case troubleTooLateDo = "trouble_too_late_do"
    case troubleTooLateSafe = "trouble_too_late_safe"
    case troubleTooLateWhat = "trouble_too_late_what"
    case warningAgentKeyChanged = "warning_agent_key_changed"
    case warningAgentUnverified = "warning_agent_unverified"
    case warningAnyCategory = "warning_any_category"
    case warningAnyMerchant = "warning_any_merchant"
    case warningGoodsSumDiffers = "warning_goods_sum_differs"
    case warningGoodsSumDiffersDetail = "warning_goods_sum_differs_detail"
    case warningMerchantMixedScript = "warning_merchant_mixed_script"
    case warningMerchantMixedScriptDetail = "warning_merchant_mixed_script_detail"
    case warningNoGoods = "warning_no_goods"
    case warningOther = "warning_other"
    case warningWholeBudgetAtOnce = "warning_whole_budget_at_once"
    case watchApprove = "watch_approve"
    case watchComplicationAbout = "watch_complication_about"
    case watchDecline = "watch_decline"
    case watchFreezeAll = "watch_freeze_all"
    case watchFrozen = "watch_frozen"
    case watchLeft = "watch_left"
    case watchLeftAmount = "watch_left_amount"
    case watchNoMandate = "watch_no_mandate"
    case watchNothingWaits = "watch_nothing_waits"
    case watchPayments = "watch_payments"
    case watchPaymentsNone = "watch_payments_none"
    case watchTileAbout = "watch_tile_about"
    case watchTileName = "watch_tile_name"
    case watchTitle = "watch_title"
    case watchUnfreeze = "watch_unfreeze"
    case watchWaiting = "watch_waiting"
    case welcomeAddressLabel = "welcome_address_label"
    case welcomeBody = "welcome_body"
    case welcomeKeysHardware = "welcome_keys_hardware"
    case welcomeMake = "welcome_make"
    case welcomeMaking = "welcome_making"
    case welcomeReady = "welcome_ready"
    case welcomeSandboxAddress = "welcome_sandbox_address"
    case welcomeSandboxAddressAbout = "welcome_sandbox_address_about"
    case welcomeSandboxInApp = "welcome_sandbox_in_app"
    case welcomeSandboxInAppAbout = "welcome_sandbox_in_app_about"
    case welcomeTitle = "welcome_title"
    case windowDay = "window_day"
    case windowMandate = "window_mandate"
    case windowMonth = "window_month"
    case windowWeek = "window_week"

    /// How many arguments it takes.
    public var arguments: Int {
        switch self {
        case .appAt,
            .appCode,
            .appQuote,
            .appUntil,
            .approveAgentAsks,
            .approveExpires,
            .approveFrequencyDay,
            .approveFrequencyMonth,
            .approveFrequencyValidity,
            .approveFrequencyWeek,
            .approveNeverLater,
            .approveNeverMore,
            .bindDone,
            .differenceGoodsName,
            .differenceGoodsQuantity,
            .differenceGoodsUnitAmount,
            .homeLimitLeft,
            .homeTasksLive,
            .homeUsedShare,
            .limitsEffectDelegationAll,
            .limitsEffectDelegationEach,
            .limitsEffectMandatesAll,
            .limitsEffectMandatesEach,
            .limitsEffectPaymentsAgent,
            .limitsEffectPaymentsAll,
            .limitsEffectPaymentsCategory,
            .limitsEffectPaymentsDevice,
            .limitsEffectPaymentsMandate,
            .limitsEffectPaymentsMerchant,
            .limitsEffectSpendingAgent,
            .limitsEffectSpendingAll,
            .limitsEffectSpendingCategory,
            .limitsEffectSpendingDevice,
            .limitsEffectSpendingMandate,
            .limitsEffectSpendingMerchant,
            .limitsLeft,
            .limitsPayments,
            .limitsRenews,
            .mccOther,
            .paymentAppealClosed,
            .paymentAppealOpen,
            .paymentChainSignedAt,
            .paymentOnDevice,
            .paymentReleasedBecause,
            .reasonAgentBindingExpiredDetail,
            .reasonExpiryPastDetail,
            .reasonFieldForbiddenDetail,
            .reasonFieldMalformedDetail,
            .reasonFieldMissingDetail,
            .reasonMandateExpiredDetail,
            .reasonMccNotListedDetail,
            .reasonMerchantBlockedDetail,
            .reasonMerchantIdNotListedDetail,
            .reasonMerchantNotListedDetail,
            .reasonRegionNotListedDetail,
            .reasonTextHostileDetail,
            .reasonTokenExpiredDetail,
            .reportPayments,
            .settingsExported,
            .settingsSandboxAt,
            .settingsVersion,
            .taskAdjusted,
            .taskBudget,
            .taskHeld,
            .taskPayments,
            .taskProgress,
            .taskRefunded,
            .taskRefused,
            .taskRemaining,
            .taskSpent,
            .timelineDropped,
            .timelineFrozenSome,
            .timelineUntold,
            .warningMerchantMixedScriptDetail,
            .watchLeftAmount,
            .watchWaiting:
            1
        case .appLabelValue,
            .bindStep,
            .differenceCurrency,
            .differenceGoodsCount,
            .differenceMerchantId,
            .differenceMerchantMcc,
            .differenceMerchantName,
            .differenceTotal,
            .differenceUnitMismatch,
            .homeLimitAbout,
            .homeRemainingOf,
            .homeRingAbout,
            .limitsEffectDelegationOnly,
            .limitsEffectMandatesOnly,
            .limitsEffectPaymentsOnly,
            .limitsEffectSpendingOnly,
            .limitsUsed,
            .reasonAccumulatedOverBudgetDetail,
            .reasonAgentMismatchDetail,
            .reasonAmountOverHoldDetail,
            .reasonBudgetExceededDetail,
            .reasonCurrencyMismatchDetail,
            .reasonExpiryTooFarDetail,
            .reasonFieldsContradictDetail,
            .reasonLimitCountExceededDetail,
            .reasonLimitCurrencyDetail,
            .reasonListTooLongDetail,
            .reasonMerchantConfusableDetail,
            .reasonPaymentFrequencyExceededDetail,
            .reasonRateUnusableDetail,
            .reasonRetriesExhaustedDetail,
            .reasonTextTooLongDetail,
            .reasonTransactionOverMaxDetail,
            .reasonTransactionUnderMinDetail,
            .reasonUnitMismatchDetail,
            .settingsDevicePayments,
            .timelineBudgetChange,
            .warningGoodsSumDiffersDetail:
            2
        case .approveGoods,
            .reasonLimitExceededDetail,
            .reportBarAbout:
            3
        default:
            0
        }
    }

    /// The word for a stable code of the core (`reason_…`); where there is none, `reasonOther`.
    public static func ofReason(_ code: String) -> Word {
        Word(rawValue: "reason_" + spelled(code, after: "guard.")) ?? .reasonOther
    }

    /// The word for a stable code of the core (`warning_…`); where there is none, `warningOther`.
    public static func ofWarning(_ code: String) -> Word {
        Word(rawValue: "warning_" + spelled(code, after: "surface.")) ?? .warningOther
    }

    /// The word for a stable code of the core (`event_…`); where there is none, `eventOther`.
    public static func ofEvent(_ code: String) -> Word {
        Word(rawValue: "event_" + spelled(code, after: "")) ?? .eventOther
    }

    /// The word for a stable code of the core (`field_…`); where there is none, `fieldOther`.
    public static func ofField(_ code: String) -> Word {
        Word(rawValue: "field_" + spelled(code, after: "")) ?? .fieldOther
    }

    /// The word for a stable code of the core (`released_…`); where there is none, `releasedOther`.
    public static func ofReleased(_ code: String) -> Word {
        Word(rawValue: "released_" + spelled(code, after: ""))
            ?? Word(rawValue: "released_" + code.prefix { $0 != "." } + "_other")
            ?? .releasedOther
    }

    /// The word for a stable code of the core (`mcc_…`); where there is none, `mccOther`.
    public static func ofMcc(_ code: String) -> Word {
        Word(rawValue: "mcc_" + spelled(code, after: "")) ?? .mccOther
    }

    /// The word for a stable code of the core (`approve_scope_…`); nil where there is none.
    public static func ofScope(_ code: String) -> Word? {
        Word(rawValue: "approve_scope_" + spelled(code, after: ""))
    }

    /// The word for a stable code of the core (`approve_frequency_…`); nil where there is none.
    public static func ofFrequency(_ code: String) -> Word? {
        Word(rawValue: "approve_frequency_" + spelled(code, after: ""))
    }

    /// The second sentence, with the code's parameters (`reason_…_detail`), where there is one.
    public static func ofReasonDetail(_ code: String) -> Word? {
        Word(rawValue: "reason_" + spelled(code, after: "guard.") + "_detail")
    }

    /// The second sentence, with the code's parameters (`warning_…_detail`), where there is one.
    public static func ofWarningDetail(_ code: String) -> Word? {
        Word(rawValue: "warning_" + spelled(code, after: "surface.") + "_detail")
    }

    /// The word for what the core calls a `PaymentState`.
    public static func ofPaymentState(_ value: PaymentState) -> Word {
        switch value {
        case .held: .paymentStateHeld
        case .captured: .paymentStateCaptured
        case .released: .paymentStateReleased
        }
    }

    /// The word for what the core calls a `TaskStatus`.
    public static func ofTaskStatus(_ value: TaskStatus) -> Word {
        switch value {
        case .waitingForApproval: .taskStatusWaitingForApproval
        case .agentProcessing: .taskStatusAgentProcessing
        case .closed: .taskStatusClosed
        case .cancelled: .taskStatusCancelled
        case .expired: .taskStatusExpired
        }
    }

    /// The word for what the core calls a `MandateState`.
    public static func ofMandateState(_ value: MandateState) -> Word {
        switch value {
        case .inactive: .mandateStateInactive
        case .activated: .mandateStateActivated
        case .revoked: .mandateStateRevoked
        case .expired: .mandateStateExpired
        case .finished: .mandateStateFinished
        }
    }

    /// The word for what the core calls a `SurfaceKind`.
    public static func ofSurfaceKind(_ value: SurfaceKind) -> Word {
        switch value {
        case .enrollment: .approveTitleEnrollment
        case .immediate: .approveTitleImmediate
        case .autonomous: .approveTitleAutonomous
        case .adjustment: .approveTitleAdjustment
        }
    }

    /// The word for what the core calls a `Window`.
    public static func ofWindow(_ value: Window) -> Word {
        switch value {
        case .mandate: .windowMandate
        case .day: .windowDay
        case .week: .windowWeek
        case .month: .windowMonth
        }
    }

    /// The word for what the core calls a `Dimension`.
    public static func ofDimension(_ value: Dimension) -> Word {
        switch value {
        case .all: .dimensionAll
        case .agent: .dimensionAgent
        case .merchant: .dimensionMerchant
        case .category: .dimensionCategory
        case .device: .dimensionDevice
        case .mandate: .dimensionMandate
        }
    }

    /// The word for what the core calls a `LimitKind`.
    public static func ofLimitKind(_ value: LimitKind) -> Word {
        switch value {
        case .delegation: .limitsKindDelegation
        case .spending: .limitsKindSpending
        }
    }

    /// The word for what the core calls a `Movement`.
    public static func ofMovement(_ value: Movement) -> Word {
        switch value {
        case .delegate: .movementDelegate
        case .withdraw: .movementWithdraw
        case .hold: .movementHold
        case .capture: .movementCapture
        case .release: .movementRelease
        case .refund: .movementRefund
        }
    }

    /// The word for what the core calls a `Stage`.
    public static func ofStage(_ value: Stage) -> Word {
        switch value {
        case .s1: .refusalStageS1
        case .s2: .refusalStageS2
        case .s3: .refusalStageS3
        case .s4: .refusalStageS4
        }
    }

    /// The word for what the core calls a `OrderDifference`.
    public static func ofOrderDifference(_ value: OrderDifference) -> Word {
        switch value {
        case .merchantId: .differenceMerchantId
        case .merchantName: .differenceMerchantName
        case .merchantMcc: .differenceMerchantMcc
        case .merchantWebsite: .differenceMerchantWebsite
        case .referenceCheckoutId: .differenceReferenceCheckoutId
        case .currency: .differenceCurrency
        case .total: .differenceTotal
        case .unitMismatch: .differenceUnitMismatch
        case .goodsCount: .differenceGoodsCount
        case .goodsName: .differenceGoodsName
        case .goodsQuantity: .differenceGoodsQuantity
        case .goodsUnitAmount: .differenceGoodsUnitAmount
        }
    }

    /// A code as keys spell it.
    private static func spelled(_ code: String, after beginning: String) -> String {
        let rest = code.hasPrefix(beginning) ? String(code.dropFirst(beginning.count)) : code
        return String(rest.lowercased().map { $0 == "." ? "_" : $0 })
    }
}
