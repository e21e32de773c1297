// How Chromium is started: Debian's own, without what reaches out to the network by itself.
export const launch = {
  executablePath: process.env.JOURNEY_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

// Every way a page is shown: languages, schemes, widths.
export const LANGUAGES = ['da', 'en'];
export const SCHEMES = ['light', 'dark'];
export const WIDTHS = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
