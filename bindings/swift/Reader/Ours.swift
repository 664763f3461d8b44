fileprivate extension UnsafeBufferPointer where Element == UInt8 {
    // What Rust wrote, where it lies. Nothing is copied, so it ends with `RustBuffer.deallocate`.
    init(rustBuffer: RustBuffer) {
        self.init(start: rustBuffer.data, count: Int(rustBuffer.len))
    }
}

// The reader of this package (bindings/swift/Reader), in place of uniffi's: that one goes through Foundation's `Data` for
// every field, and made half of what a list of mandates costs. A reader is a tuple of the bytes and of where to read next.

fileprivate func createReader(data: UnsafeBufferPointer<UInt8>) -> (data: UnsafeBufferPointer<UInt8>, offset: Int) {
    (data: data, offset: 0)
}

// The place of the next `count` bytes, which the reader steps over. Throws, and stays where it is, where there are fewer.
@inline(__always)
fileprivate func readRange(
    _ reader: inout (data: UnsafeBufferPointer<UInt8>, offset: Int), count: Int
) throws -> Range<Int> {
    guard count >= 0, reader.data.count - reader.offset >= count else {
        throw UniffiInternalError.bufferOverflow
    }
    let start = reader.offset
    reader.offset += count
    return start..<reader.offset
}

// An integer in big-endian order, wherever it lies: the fields are packed, not aligned.
@inline(__always)
fileprivate func readInt<T: FixedWidthInteger & BitwiseCopyable>(
    _ reader: inout (data: UnsafeBufferPointer<UInt8>, offset: Int)
) throws -> T {
    let place = try readRange(&reader, count: MemoryLayout<T>.size)
    return T(bigEndian: UnsafeRawBufferPointer(reader.data).loadUnaligned(fromByteOffset: place.lowerBound, as: T.self))
}

// The next `count` bytes where they lie: whoever reads copies them out before Rust's buffer ends.
@inline(__always)
fileprivate func readBytes(
    _ reader: inout (data: UnsafeBufferPointer<UInt8>, offset: Int), count: Int
) throws -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: reader.data[try readRange(&reader, count: count)])
}

fileprivate func readFloat(_ reader: inout (data: UnsafeBufferPointer<UInt8>, offset: Int)) throws -> Float {
    Float(bitPattern: try readInt(&reader))
}

fileprivate func readDouble(_ reader: inout (data: UnsafeBufferPointer<UInt8>, offset: Int)) throws -> Double {
    Double(bitPattern: try readInt(&reader))
}

fileprivate func hasRemaining(_ reader: (data: UnsafeBufferPointer<UInt8>, offset: Int)) -> Bool {
    reader.offset < reader.data.count
}
