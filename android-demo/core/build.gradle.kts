// The library's plain Kotlin (generated code and thin layer), for what knows no Android: presenters and their tests. The
// apps take the same sources from the AAR, org.ampwallet:amp-wallet-android.
//   -Pamp.bindings=DIR   what scripts/gen-bindings.sh wrote
plugins {
    alias(libs.plugins.kotlin.jvm)
}

kotlin { jvmToolchain(17) }

val bindings = providers.gradleProperty("amp.bindings").getOrElse("$rootDir/../target/bindings/kotlin")

sourceSets["main"].kotlin.srcDirs(
    bindings,
    "../../bindings/kotlin/wallet/src/main/kotlin",
    "../../bindings/kotlin/wallet/src/sandbox/kotlin",
)

dependencies {
    api(libs.coroutines.core)
    api(libs.jna)
}
