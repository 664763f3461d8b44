// The phone app.
// A debug build pays in a sandbox, and takes -Pamp.sandbox=true; a release build has neither the sandbox nor the demo agent, and
// is made without: src/debug, src/release.
//   -Pamp.bindings=DIR -Pamp.native=DIR   what scripts/gen-bindings.sh made; the tests load the library for this machine
//   -Pamp.pictures=DIR                    where the tests draw
plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "org.ampwallet.demo.phone"
    compileSdk = 36

    defaultConfig {
        applicationId = "org.ampwallet.demo.phone"
        minSdk = 28
        targetSdk = 36
        versionCode = 1
        versionName = "0.1.0"
        ndk { abiFilters += listOf("arm64-v8a", "x86_64") }
    }

    buildTypes {
        release { isMinifyEnabled = true }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    buildFeatures { compose = true }

    sourceSets["main"].kotlin.directories += listOf("../shared/kotlin", "../presenters/src/main/kotlin")
    sourceSets["debug"].kotlin.directories += "../presenters/src/sandbox/kotlin"
    sourceSets["release"].kotlin.directories += "../presenters/src/network/kotlin"
    sourceSets["main"].res.directories += "../words/res"
    sourceSets["test"].kotlin.directories += listOf("../testing/kotlin", "../presenters/src/testFixtures/kotlin")
    sourceSets["test"].resources.directories += "../testing/resources"

    testOptions.unitTests {
        isIncludeAndroidResources = true
        all {
            it.systemProperty("jna.library.path", providers.gradleProperty("amp.native").getOrElse("$rootDir/../target/bindings/lib"))
            it.systemProperty("pictures", providers.gradleProperty("amp.pictures").getOrElse("$rootDir/pictures") + "/phone")
            it.systemProperty("robolectric.pixelCopyRenderMode", "hardware")
            it.jvmArgs("--add-opens=java.base/java.nio=ALL-UNNAMED")
        }
    }
}

// Where the library has the sandbox, no release build can be made by mistake.
if (providers.gradleProperty("amp.sandbox").map(String::toBoolean).getOrElse(false)) {
    androidComponents.beforeVariants(androidComponents.selector().withBuildType("release")) { it.enable = false }
}

dependencies {
    implementation(libs.amp.wallet)
    implementation(libs.coroutines.android)
    implementation(libs.activity.compose)
    implementation(libs.compose.ui)
    implementation(libs.compose.foundation)
    implementation(libs.compose.animation)
    implementation(libs.compose.icons)
    implementation(libs.compose.material3)
    implementation(libs.lifecycle.viewmodel)
    implementation(libs.lifecycle.runtime)
    testImplementation(libs.junit)
    testImplementation(libs.compose.test)
    testImplementation(libs.compose.test.manifest)
    testImplementation(libs.test.core)
    testImplementation(libs.test.junit)
    testImplementation(libs.robolectric)
    // The tests run on this machine: JNA with its library for it.
    testImplementation(libs.jna)
}
