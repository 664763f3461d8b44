//! The only user of rusqlite: one writer, readers, migrations, repositories.
