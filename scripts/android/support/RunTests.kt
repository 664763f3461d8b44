package androidcheck

import org.junit.Test
import org.junit.internal.TextListener
import org.junit.runner.Description
import org.junit.runner.JUnitCore
import org.junit.runner.notification.Failure
import org.junit.runner.notification.RunListener
import java.io.File
import java.lang.reflect.Modifier
import kotlin.system.exitProcess

/** Every JUnit 4 class under [folder], in the order of their names. */
private fun testClasses(folder: File): List<Class<*>> = folder.walk()
    .filter { it.extension == "class" && '$' !in it.name }
    .map { it.relativeTo(folder).path.removeSuffix(".class").replace(File.separatorChar, '.') }
    .map { Class.forName(it, false, Thread.currentThread().contextClassLoader) }
    .filter { c -> !Modifier.isAbstract(c.modifiers) && c.methods.any { it.isAnnotationPresent(Test::class.java) } }
    .sortedBy { it.name }.toList()

/** Counts each test once; a class that fails before its tests counts as one failure. */
private class Count : RunListener() {
    private val notPassed = mutableSetOf<Description>()
    private var started = 0L
    var passed = 0
    var skipped = 0

    override fun testStarted(test: Description) {
        started = System.nanoTime()
    }

    override fun testFailure(failure: Failure) {
        notPassed += failure.description
    }

    override fun testIgnored(test: Description) {
        skipped++
    }

    override fun testAssumptionFailure(failure: Failure) {
        skipped++
        notPassed += failure.description
    }

    override fun testFinished(test: Description) {
        if (test !in notPassed) passed++
        println(" ${test.displayName} ${(System.nanoTime() - started) / 1_000_000} ms")
    }
}

/** args: the folder of test classes, then the names of classes where not all are wanted. */
fun main(args: Array<String>) {
    val wanted = args.drop(1)
    val classes = testClasses(File(args[0])).filter { wanted.isEmpty() || it.name in wanted || it.simpleName in wanted }
    val count = Count()
    val core = JUnitCore().apply {
        addListener(TextListener(System.out))
        addListener(count)
    }
    val failed = core.run(*classes.toTypedArray()).failureCount
    println("note: ${System.getProperty("module")}: ${count.passed} passed, $failed failed, ${count.skipped} skipped")
    System.out.flush()
    // The threads of the core and of Robolectric would keep the JVM alive.
    exitProcess(if (failed > 0 || count.passed == 0) 1 else 0)
}
