// The part of UIKit that ios-demo uses: see SwiftUI.swift.
public enum UIApplication { public static var openSettingsURLString: String { "" } }
