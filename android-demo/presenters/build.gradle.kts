// What stands behind the screens of phone and watch. No android.* here: it is tested on the JVM, on the real library. The apps
// compile the same sources, a release build with src/network in
// place of src/sandbox.
//   -Pamp.native=DIR   where libamp_wallet_core lies
plugins {
    alias(libs.plugins.kotlin.jvm)
    `java-test-fixtures`
}

kotlin { jvmToolchain(17) }

sourceSets["main"].kotlin.srcDirs("src/main/kotlin", "src/sandbox/kotlin")

dependencies {
    compileOnly(project(":core"))
    implementation(libs.coroutines.core)
    testFixturesCompileOnly(project(":core"))
    testImplementation(project(":core"))
    testImplementation(libs.junit)
}

tasks.test {
    useJUnit()
    val native = providers.gradleProperty("amp.native").getOrElse("$rootDir/../target/bindings/lib")
    systemProperty("jna.library.path", native)
}
