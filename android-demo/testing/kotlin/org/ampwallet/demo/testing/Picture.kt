package org.ampwallet.demo.testing

import android.app.Activity
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import android.graphics.Path
import android.os.Handler
import android.os.Looper
import android.view.PixelCopy
import org.robolectric.Shadows
import java.io.File

/**
 * Writes the activity's window, drawn as a device draws it, to `<system property pictures>/<name>.png`.
 *
 * On a round screen all that lies outside the circle turns white, so that text which the edge would cut shows.
 */
fun picture(activity: Activity, name: String): File {
    val view = activity.window.decorView
    val bitmap = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
    var answer = -1
    PixelCopy.request(activity.window, bitmap, { answer = it }, Handler(Looper.getMainLooper()))
    Shadows.shadowOf(Looper.getMainLooper()).idle()
    check(answer == PixelCopy.SUCCESS) { "PixelCopy answered $answer" }
    if (activity.resources.configuration.isScreenRound) cutToCircle(bitmap)
    val file = File(System.getProperty("pictures") ?: error("the system property pictures names no folder"), "$name.png")
    file.parentFile?.mkdirs()
    file.outputStream().use { check(bitmap.compress(Bitmap.CompressFormat.PNG, 100, it)) }
    return file
}

private fun cutToCircle(bitmap: Bitmap) {
    val outside = Path().apply {
        fillType = Path.FillType.INVERSE_WINDING
        addCircle(bitmap.width / 2f, bitmap.height / 2f, minOf(bitmap.width, bitmap.height) / 2f, Path.Direction.CW)
    }
    Canvas(bitmap).drawPath(outside, Paint(Paint.ANTI_ALIAS_FLAG).apply { color = Color.WHITE })
}
