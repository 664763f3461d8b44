package org.ampwallet.demo.phone.parts

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.PathBuilder
import androidx.compose.ui.graphics.vector.path
import androidx.compose.ui.unit.dp

private const val SIDE = 24f
private const val LINE = 2f

/** Icons of this app's own, drawn as lines; the rest are Material's. */
object OwnIcons {
    /** Bars of a chart. */
    val Bars: ImageVector by lazy { drawn("Bars") { line(5f, 20f, 5f, 11f); line(12f, 20f, 12f, 4f); line(19f, 20f, 19f, 14f) } }

    /** Something to be done, with a tick. */
    val Task: ImageVector by lazy {
        drawn("Task") {
            moveTo(9f, 12f)
            lineTo(11.5f, 14.5f)
            lineTo(16f, 9.5f)
            moveTo(12f, 3f)
            arcTo(9f, 9f, 0f, true, true, 11.9f, 3f)
            close()
        }
    }

    /** A snowflake: everything stands still. */
    val Freeze: ImageVector by lazy {
        drawn("Freeze") {
            line(12f, 3f, 12f, 21f)
            line(4.2f, 7.5f, 19.8f, 16.5f)
            line(19.8f, 7.5f, 4.2f, 16.5f)
            line(9.5f, 4.5f, 12f, 7f)
            line(14.5f, 4.5f, 12f, 7f)
            line(9.5f, 19.5f, 12f, 17f)
            line(14.5f, 19.5f, 12f, 17f)
        }
    }

    /** A shield: limits hold. */
    val Shield: ImageVector by lazy {
        drawn("Shield") {
            moveTo(12f, 3f)
            lineTo(19f, 6f)
            lineTo(19f, 11f)
            curveTo(19f, 16f, 16f, 19.5f, 12f, 21f)
            curveTo(8f, 19.5f, 5f, 16f, 5f, 11f)
            lineTo(5f, 6f)
            close()
        }
    }

    /** Why something was not paid: a barred circle. */
    val Refused: ImageVector by lazy {
        drawn("Refused") {
            moveTo(12f, 3f)
            arcTo(9f, 9f, 0f, true, true, 11.9f, 3f)
            close()
            line(6f, 6f, 18f, 18f)
        }
    }

    private fun PathBuilder.line(fromX: Float, fromY: Float, toX: Float, toY: Float) {
        moveTo(fromX, fromY)
        lineTo(toX, toY)
    }

    private fun drawn(name: String, draw: PathBuilder.() -> Unit): ImageVector =
        ImageVector.Builder(name, SIDE.dp, SIDE.dp, SIDE, SIDE).apply {
            path(
                stroke = SolidColor(Color.Black),
                strokeLineWidth = LINE,
                strokeLineCap = StrokeCap.Round,
                strokeLineJoin = StrokeJoin.Round,
                pathBuilder = draw,
            )
        }.build()
}
