package org.ampwallet.demo.phone

import android.app.Application
import android.content.Context
import android.content.Intent
import android.net.Uri
import androidx.test.core.app.ApplicationProvider
import org.json.JSONArray
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

/** What opens the app from outside: the network's link, by its scheme and by the domain that names this app. */
@RunWith(RobolectricTestRunner::class)
@Config(application = Application::class)
class LinksTest {
    private val context = ApplicationProvider.getApplicationContext<Context>()

    private fun opened(link: String): List<String> {
        val intent = Intent(Intent.ACTION_VIEW, Uri.parse(link)).addCategory(Intent.CATEGORY_BROWSABLE)
        return context.packageManager.queryIntentActivities(intent, 0).map { it.activityInfo.name }
    }

    @Test
    fun `both links of the network open the app, and no other address does`() {
        val app = listOf(PhoneActivity::class.java.name)
        assertEquals(app, opened("amp-wallet://authorize?authSessionId=1"))
        assertEquals(app, opened("https://$domain/authorize?authSessionId=1"))
        for (other in listOf("https://$domain/", "https://$domain/authorize/more", "http://$domain/authorize", "https://other.example/authorize")) {
            assertEquals(other, emptyList<String>(), opened(other))
        }
    }

    @Test
    fun `Android is told to ask the domain, which names this app`() {
        assertEquals("true", verified.getAttribute("android:autoVerify"))
        val named = JSONArray(File("../links/assetlinks.json").readText()).getJSONObject(0)
        assertEquals("delegate_permission/common.handle_all_urls", named.getJSONArray("relation").getString(0))
        val target = named.getJSONObject("target")
        assertEquals("android_app" to context.packageName, target.getString("namespace") to target.getString("package_name"))
        val print = target.getJSONArray("sha256_cert_fingerprints").getString(0)
        assertTrue(print, Regex("[0-9A-F]{2}(:[0-9A-F]{2}){31}").matches(print))
    }

    /** The filter of the manifest for the web. */
    private val verified: Element = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(File("src/main/AndroidManifest.xml"))
        .getElementsByTagName("intent-filter").let { all -> (0 until all.length).map { all.item(it) as Element } }
        .single { data(it)?.getAttribute("android:scheme") == "https" }

    private val domain: String = checkNotNull(data(verified)).getAttribute("android:host")

    private fun data(filter: Element) = filter.getElementsByTagName("data").item(0) as Element?
}
