package androidx.wear.utils;

/**
 * Stands in for the one class of androidx.wear:wear-core that Wear Compose calls, because the registry of this check
 * lacks that library. A Gradle build has the real one.
 */
public final class WearApiVersionHelper {
    private WearApiVersionHelper() {}

    public static boolean isApiVersionAtLeast(String version) {
        return false;
    }
}
