//! The shim: a copy of SQLite's default file system whose files write, sync and truncate through [`judge`].
//!
//! A file keeps its real memory and its real methods. Only its table of methods is exchanged for one that begins with
//! ours and remembers the real one.

use std::collections::HashMap;
use std::ffi::{CStr, c_int, c_void};
use std::path::PathBuf;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, Once, PoisonError};

use rusqlite::ffi::{
    SQLITE_ERROR, SQLITE_IOERR_CLOSE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE,
    SQLITE_OK, sqlite3_file, sqlite3_filename, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs,
    sqlite3_vfs_find, sqlite3_vfs_register,
};

use crate::fault::{Operation, Verdict, judge};

/// The file system below.
static REAL: AtomicPtr<sqlite3_vfs> = AtomicPtr::new(std::ptr::null_mut());

/// A table of methods as SQLite sees it, and the one it stands before.
#[repr(C)]
struct Methods {
    seen: sqlite3_io_methods,
    real: &'static sqlite3_io_methods,
}

/// Makes this the disk of every connection that the process opens from now on. Calling it twice is harmless.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: without a name it answers the default file system, which lives as long as the process, or null.
        let real = unsafe { sqlite3_vfs_find(std::ptr::null()) };
        // SAFETY: just answered by SQLite; nobody writes to it while it is registered.
        let Some(found) = (unsafe { real.as_ref() }) else { return };
        REAL.store(real, Ordering::Release);
        let shim = Box::leak(Box::new(sqlite3_vfs {
            zName: c"faulty-disk".as_ptr(),
            pNext: std::ptr::null_mut(),
            xOpen: Some(open),
            ..*found
        }));
        // SAFETY: the shim is leaked, so it lives as long as the process, and has every method of the real one.
        let _registered = unsafe { sqlite3_vfs_register(shim, 1) };
    });
}

/// Where the open files are, by the address of their memory.
fn paths() -> MutexGuard<'static, HashMap<usize, PathBuf>> {
    static PATHS: LazyLock<Mutex<HashMap<usize, PathBuf>>> = LazyLock::new(Mutex::default);
    PATHS.lock().unwrap_or_else(PoisonError::into_inner)
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    let real = REAL.load(Ordering::Acquire);
    // SAFETY: set before the shim was registered, and never freed.
    let Some(real_open) = (unsafe { real.as_ref() }).and_then(|real| real.xOpen) else { return SQLITE_ERROR };
    // SAFETY: SQLite's own arguments, passed on to the file system that they are made for.
    let outcome = unsafe { real_open(real, name, file, flags, flags_out) };
    if outcome != SQLITE_OK || name.is_null() {
        return outcome;
    }
    // SAFETY: a name that is not null ends with a zero and lives until the file is closed.
    let path = unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned();
    // SAFETY: the real file system opened the file, so its memory is set and nobody else uses it yet.
    let Some(opened) = (unsafe { file.as_mut() }) else { return outcome };
    // SAFETY: tables of methods are constants of SQLite: they live as long as the process.
    if let Some(methods) = unsafe { opened.pMethods.as_ref::<'static>() } {
        opened.pMethods = &raw const wrapped(methods).seen;
        paths().insert(file.addr(), PathBuf::from(path));
    }
    outcome
}

/// The table that stands before `real`; there are as few as SQLite has kinds of files.
fn wrapped(real: &'static sqlite3_io_methods) -> &'static Methods {
    static KNOWN: Mutex<Vec<&'static Methods>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(methods) = known.iter().find(|methods| std::ptr::eq(methods.real, real)) {
        return methods;
    }
    let seen = sqlite3_io_methods {
        xClose: Some(close),
        xWrite: Some(write),
        xTruncate: Some(truncate),
        xSync: Some(sync),
        ..*real
    };
    let methods: &'static Methods = Box::leak(Box::new(Methods { seen, real }));
    known.push(methods);
    methods
}

/// The real methods of a file that [`open`] has opened.
///
/// # Safety
/// `file` is such a file, and open.
unsafe fn real_methods(file: *mut sqlite3_file) -> Option<&'static sqlite3_io_methods> {
    // SAFETY: what the caller promises.
    let methods = unsafe { file.as_ref() }?.pMethods.cast::<Methods>();
    // SAFETY: `open` set it to the first member of a `Methods`, which is at its beginning and never freed.
    unsafe { methods.as_ref::<'static>() }.map(|methods| methods.real)
}

fn verdict(file: *mut sqlite3_file, operation: Operation) -> Verdict {
    let path = paths().get(&file.addr()).cloned();
    path.map_or(Verdict::Pass, |path| judge(&path, operation))
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    paths().remove(&file.addr());
    // SAFETY: SQLite calls this for a file that `open` has opened.
    let Some(real) = (unsafe { real_methods(file) }).and_then(|real| real.xClose) else {
        return SQLITE_IOERR_CLOSE;
    };
    // SAFETY: the real method of this very file.
    unsafe { real(file) }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    offset: sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite calls this for a file that `open` has opened.
    let Some(real) = (unsafe { real_methods(file) }).and_then(|real| real.xWrite) else {
        return SQLITE_IOERR_WRITE;
    };
    match verdict(file, Operation::Write) {
        // SAFETY: the real method of this very file, with SQLite's own arguments.
        Verdict::Pass => unsafe { real(file, bytes, length, offset) },
        Verdict::Fail => SQLITE_IOERR_WRITE,
        Verdict::Tear => {
            // SAFETY: as above; half of the bytes are there if all of them are.
            let _half = unsafe { real(file, bytes, length / 2, offset) };
            SQLITE_IOERR_WRITE
        }
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite calls this for a file that `open` has opened.
    let Some(real) = (unsafe { real_methods(file) }).and_then(|real| real.xSync) else {
        return SQLITE_IOERR_FSYNC;
    };
    match verdict(file, Operation::Sync) {
        // SAFETY: the real method of this very file, with SQLite's own arguments.
        Verdict::Pass => unsafe { real(file, flags) },
        Verdict::Fail | Verdict::Tear => SQLITE_IOERR_FSYNC,
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: SQLite calls this for a file that `open` has opened.
    let Some(real) = (unsafe { real_methods(file) }).and_then(|real| real.xTruncate) else {
        return SQLITE_IOERR_TRUNCATE;
    };
    match verdict(file, Operation::Truncate) {
        // SAFETY: the real method of this very file, with SQLite's own arguments.
        Verdict::Pass => unsafe { real(file, size) },
        Verdict::Fail | Verdict::Tear => SQLITE_IOERR_TRUNCATE,
    }
}
