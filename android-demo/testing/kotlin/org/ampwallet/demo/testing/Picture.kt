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
import android.view.Window
import org.robolectric.Shadows
import org.robolectric.shadows.ShadowDialog
import java.io.File

/**
 * Writes the activity's window and the dialogs over it, drawn as a device draws them, to `<system property pictures>/<name>.png`.
 *
 * On a round screen all that lies outside the circle turns white, so that text which the edge would cut shows.
 */
fun picture(activity: Activity, name: String): File {
    val bitmap = drawn(activity.window)
    for (dialog in ShadowDialog.getShownDialogs().filter { it.isShowing }) dialog.window?.let { drawOver(bitmap, drawn(it)) }
    if (activity.resources.configuration.isScreenRound) cutToCircle(bitmap)
    val file = File(System.getProperty("pictures") ?: error("the system property pictures names no folder"), "$name.png")
    file.parentFile?.mkdirs()
    file.outputStream().use { check(bitmap.compress(Bitmap.CompressFormat.PNG, 100, it)) }
    return file
}

private fun drawn(window: Window): Bitmap {
    val view = window.decorView
    val bitmap = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
    var answer = -1
    PixelCopy.request(window, bitmap, { answer = it }, Handler(Looper.getMainLooper()))
    Shadows.shadowOf(Looper.getMainLooper()).idle()
    check(answer == PixelCopy.SUCCESS) { "PixelCopy answered $answer" }
    return bitmap
}

/** A dialog lies in the middle of what it dims. */
private fun drawOver(below: Bitmap, dialog: Bitmap) = Canvas(below).run {
    drawColor(DIMMED)
    drawBitmap(dialog, (below.width - dialog.width) / 2f, (below.height - dialog.height) / 2f, null)
}

private val DIMMED = Color.argb(150, 0, 0, 0)

private fun cutToCircle(bitmap: Bitmap) {
    val outside = Path().apply {
        fillType = Path.FillType.INVERSE_WINDING
        addCircle(bitmap.width / 2f, bitmap.height / 2f, minOf(bitmap.width, bitmap.height) / 2f, Path.Direction.CW)
    }
    Canvas(bitmap).drawPath(outside, Paint(Paint.ANTI_ALIAS_FLAG).apply { color = Color.WHITE })
}
