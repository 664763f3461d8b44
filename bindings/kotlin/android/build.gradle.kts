// The Android library: the thin layer and the generated code as Maven compiles them, the native library as
// scripts/build-android.sh makes it, and what only Android has (src/main).
//   -Pamp.bindings=DIR      generated Kotlin; it must come from a library with the same features
//   -Pamp.sandbox=true      the library has the sandbox: for debug builds
// The Android plugin brings a Kotlin of its own, an older one than the library is written for.
buildscript {
    dependencies { classpath("org.jetbrains.kotlin:kotlin-gradle-plugin:2.4.21") }
}

plugins {
    id("com.android.library") version "9.0.0"
    id("maven-publish")
}

val bindings = providers.gradleProperty("amp.bindings").getOrElse("../../../target/android/kotlin")
val withSandbox = providers.gradleProperty("amp.sandbox").map(String::toBoolean).getOrElse(false)

group = "org.ampwallet"
version = "0.1.0"

android {
    namespace = "org.ampwallet.core.android"
    compileSdk = 36
    // Aligns the libraries in an APK to 16 KB; build-android.sh aligns their segments.
    ndkVersion = "28.2.13676358"

    defaultConfig {
        minSdk = 28
        consumerProguardFiles("consumer-rules.pro")
        // JNA brings seven; 32-bit phones are not supported.
        ndk { abiFilters += listOf("arm64-v8a", "x86_64") }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    sourceSets["main"].kotlin.directories += listOf(
        "src/main/kotlin",
        "../wallet/src/main/kotlin",
        if (withSandbox) "../wallet/src/sandbox/kotlin" else "src/withoutSandbox/kotlin",
        bindings,
    )

    publishing { singleVariant("release") { withSourcesJar() } }
}

dependencies {
    // 5.17 and later are aligned to 16 KB.
    api("net.java.dev.jna:jna:5.19.1@aar")
    api("org.jetbrains.kotlinx:kotlinx-coroutines-android:1.11.0")
    testImplementation("org.junit.jupiter:junit-jupiter:6.1.3")
}

publishing {
    publications.register<MavenPublication>("release") {
        // The one with the sandbox is for debug builds; an app depends on both, each in its build type.
        artifactId = if (withSandbox) "amp-wallet-android-sandbox" else "amp-wallet-android"
        afterEvaluate { from(components["release"]) }
    }
}

tasks.register("checkNativeLibraries") {
    val libraries = listOf("arm64-v8a", "x86_64").map { file("src/main/jniLibs/$it/libamp_wallet_core.so") }
    doLast {
        val missing = libraries.filterNot(File::exists)
        check(missing.isEmpty()) { "run scripts/build-android.sh first: ${missing.joinToString()} is missing" }
    }
}

tasks.named("preBuild") { dependsOn("checkNativeLibraries") }
