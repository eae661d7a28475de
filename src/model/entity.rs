//! What a stored thing is: a struct whose fields are columns. One declaration gives rows, history, undo and as-of.
use super::Fault;

/// One column's value in the portable subset both engines share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// SQL NULL.
    Null,
    /// An integer: ids, quantities in millionths, UTC seconds, booleans as 0/1.
    Int(i64),
    /// Text: names, words, dates, JSON.
    Text(String),
}

/// A type that is one column.
pub trait Column: Sized {
    /// The stored form.
    fn to_cell(&self) -> Cell;
    /// Reads the stored form.
    ///
    /// # Errors
    /// [`Fault::BadCell`] where the stored value is not of this type.
    fn from_cell(cell: Cell) -> Result<Self, Fault>;
}

/// A struct that is one table.
pub trait Entity: Clone + Sized {
    /// The table's name.
    const TABLE: &'static str;
    /// The columns in order; the first two are `id` and `version`.
    const COLUMNS: &'static [&'static str];
    /// The row's id; 0 before it is stored.
    fn row_id(&self) -> i64;
    /// The version this value was read at.
    fn row_version(&self) -> i64;
    /// Sets id and version after a write.
    fn stamp(&mut self, id: i64, version: i64);
    /// The row, in the order of [`Entity::COLUMNS`].
    fn to_cells(&self) -> Vec<Cell>;
    /// Reads a row in the order of [`Entity::COLUMNS`].
    ///
    /// # Errors
    /// [`Fault::BadCell`] where a column does not hold what its type says.
    fn from_cells(cells: Vec<Cell>) -> Result<Self, Fault>;
}

pub(crate) fn bad_cell<T>(what: &'static str, cell: &Cell) -> Result<T, Fault> {
    Err(Fault::BadCell { what, found: format!("{cell:?}") })
}

impl Column for i64 {
    fn to_cell(&self) -> Cell {
        Cell::Int(*self)
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        match cell {
            Cell::Int(n) => Ok(n),
            other => bad_cell("integer", &other),
        }
    }
}

impl Column for bool {
    fn to_cell(&self) -> Cell {
        Cell::Int(i64::from(*self))
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        match cell {
            Cell::Int(n) => Ok(n != 0),
            other => bad_cell("boolean", &other),
        }
    }
}

impl Column for String {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.clone())
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        match cell {
            Cell::Text(text) => Ok(text),
            // A line of the history that is older than the column: no text of the file is NULL.
            Cell::Null => Ok(Self::new()),
            other => bad_cell("text", &other),
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn to_cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Null, Column::to_cell)
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        match cell {
            Cell::Null => Ok(None),
            some => T::from_cell(some).map(Some),
        }
    }
}

/// Makes a type a column that is stored as JSON text. The type needs `Serialize` and `DeserializeOwned`.
#[macro_export]
macro_rules! json_column {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::model::Column for $type {
            fn to_cell(&self) -> $crate::model::Cell {
                $crate::model::Cell::Text(serde_json::to_string(self).unwrap_or_default())
            }
            fn from_cell(cell: $crate::model::Cell) -> Result<Self, $crate::model::Fault> {
                match cell {
                    $crate::model::Cell::Text(text) => serde_json::from_str(&text)
                        .map_err(|_| $crate::model::Fault::BadCell { what: stringify!($type), found: text }),
                    other => $crate::model::entity::bad_cell(stringify!($type), &other),
                }
            }
        }
    )+};
}

/// Declares a newtype id.
#[macro_export]
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
        impl $crate::model::Column for $name {
            fn to_cell(&self) -> $crate::model::Cell {
                $crate::model::Cell::Int(self.0)
            }
            fn from_cell(cell: $crate::model::Cell) -> Result<Self, $crate::model::Fault> {
                <i64 as $crate::model::Column>::from_cell(cell).map(Self)
            }
        }
    )+};
}

/// Declares an enum whose values are words: the same word in the file, in JSON, in TOML and on the command line.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$vmeta])* $variant),+ }
        impl $name {
            /// Every value, in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word it is stored and written as.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::model::Fault;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::model::Fault::UnknownWord {
                        text: text.to_owned(),
                        allowed: [$($word),+].join(", "),
                    }),
                }
            }
        }
        impl $crate::model::Column for $name {
            fn to_cell(&self) -> $crate::model::Cell {
                $crate::model::Cell::Text(self.as_str().to_owned())
            }
            fn from_cell(cell: $crate::model::Cell) -> Result<Self, $crate::model::Fault> {
                <String as $crate::model::Column>::from_cell(cell)?.parse()
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Declares an entity: the struct, its table and its columns, in one place.
#[macro_export]
macro_rules! entity {
    ($(#[$meta:meta])* pub struct $name:ident in $table:literal : $id:ty {
        $($(#[$fmeta:meta])* $field:ident : $type:ty),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            /// The row's id; 0 before it is stored.
            pub id: $id,
            /// Grows with every write; an update names the one it saw.
            pub version: i64,
            $($(#[$fmeta])* pub $field: $type),+
        }
        impl $crate::model::Entity for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &["id", "version", $(stringify!($field)),+];
            fn row_id(&self) -> i64 {
                self.id.0
            }
            fn row_version(&self) -> i64 {
                self.version
            }
            fn stamp(&mut self, id: i64, version: i64) {
                self.id.0 = id;
                self.version = version;
            }
            fn to_cells(&self) -> Vec<$crate::model::Cell> {
                use $crate::model::Column as _;
                vec![self.id.to_cell(), self.version.to_cell(), $(self.$field.to_cell()),+]
            }
            fn from_cells(cells: Vec<$crate::model::Cell>) -> Result<Self, $crate::model::Fault> {
                use $crate::model::Column;
                let mut cells = cells.into_iter();
                let mut next = || cells.next().unwrap_or($crate::model::Cell::Null);
                Ok(Self {
                    id: Column::from_cell(next())?,
                    version: Column::from_cell(next())?,
                    $($field: Column::from_cell(next())?),+
                })
            }
        }
    };
}
