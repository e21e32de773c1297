// Every behaviour listens at the document, so that markup which arrives later
// works without being set up. Nothing here is needed for a page to be usable.
import './request.js';
import './menu.js';
import './dialog.js';
import './keys.js';
import './list.js';
import './preview.js';
import './folder.js';
import './suggest.js';
import './palette.js';
import './picker.js';
import './place.js';
import './tree.js';
import './treemove.js';
import './rawfile.js';
import './edit.js';
import './submit.js';
import './guard.js';
import './session.js';
import './toast.js';
import './theme.js';
import './prefetch.js';
import './board.js';
import './upload.js';
