//! The parts pages are built of: functions and small builders that return
//! markup. This crate knows no language; every word is passed in.

pub mod assets;
pub mod board;
pub mod button;
pub mod card;
pub mod chart;
pub mod chip;
pub mod dialog;
pub mod element;
pub mod empty;
pub mod facts;
pub mod field;
pub mod form;
pub mod hit;
pub mod icon;
pub mod layout;
pub mod list;
pub mod menu;
pub mod notice;
pub mod page;
pub mod picker;
pub mod preview;
pub mod progress;
pub mod row;
pub mod side;
pub mod table;
pub mod tabs;
pub mod timeline;
pub mod toast;
pub mod tree;
pub mod upload;
pub mod versus;

pub use assets::{Asset, asset, asset_url};
pub use board::{BoardColumn, Ticket, board};
pub use button::{Button, key, segmented_links, star};
pub use card::{Card, cards, chart, figures};
pub use chart::{BarGroup, Bars};
pub use chip::{
    State, avatar, avatar_large, badge_new, checked_out, chip, count, group, late, lock, person, state, state_shape, tag, time, unassigned,
    unread,
};
pub use dialog::{Confirm, Hit, KeyGroup, Palette, dialog, option_group, palette, shortcuts};
pub use element::{Attrs, Element};
pub use empty::{Stage, Step, checklist, empty, empty_tight};
pub use facts::{Fact, FactEditing, Line, facts, facts_area, facts_details, facts_wide, lines};
pub use field::{Choice, Field, field_error};
pub use form::{Check, Form, FormError, checks, csrf, error_box, error_summary, form_foot, radios, two};
pub use hit::{FacetChoice, Found, facet, hits};
pub use icon::{FileKind, Icon, file_icon, icon, icon_end, icon_large, icon_said, mark};
pub use layout::{Bare, Bell, Head, NavItem, SearchBox, Shell, ShellWords, Theme, UserMenu, out_of_band, titled};
pub use list::{Bulk, FilterMenu, FilterText, PageSize, Pager, filter_choices, filters, list_foot, unfold};
pub use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
pub use menu::{MenuItem, menu, menu_heading, menu_of, menu_tick};
pub use notice::{Notice, SystemTone, Tone, hint, sysbar};
pub use page::{PageHead, crumbs, page, page_narrow, section_head};
pub use picker::{Picked, Picker, picker_option};
pub use preview::{PreviewPane, Sheet, Thumb, desk, preview_place, reader, thumbs};
pub use progress::{StepState, progress, progress_failed, progress_said, steps, waiting};
pub use row::{Cell, Row, Title};
pub use side::{Cols, MenuGroup, admin_menu, cols};
pub use table::{Column, Kind, Order, Table, rows};
pub use tabs::{Tab, tabs};
pub use timeline::{Comment, Entry, change, day, entry, thread};
pub use toast::Toast;
pub use tree::{Node, tree, tree_children};
pub use upload::{UploadWords, Uploads, drop_line, drop_zone};
pub use versus::{Versus, deleted, inserted, versus};
