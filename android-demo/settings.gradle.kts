// The demo apps: open this folder in Android Studio. The core is the library of this repository, built from source.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "amp-demo"

include(":core", ":presenters", ":phone", ":wear")

// org.ampwallet:amp-wallet-android: generated code, thin layer, Keystore vault. It needs the native libraries that
// scripts/build-android.sh makes: for debug builds with the sandbox (AMP_FEATURES=network,mpp,sandbox and -Pamp.sandbox=true),
// for release builds without.
includeBuild("../bindings/kotlin/android") {
    dependencySubstitution {
        substitute(module("org.ampwallet:amp-wallet-android")).using(project(":"))
    }
}
