import localFont from 'next/font/local';

/**
 * The letters that nearly every page needs, made by make.js. Pages load it first; globals.css has the other letters, and
 * theme.css the font that is shown until it is there.
 */
export const inter = localFont({
  src: './inter.woff2',
  weight: '400 650',
  variable: '--font-inter',
  display: 'swap',
  adjustFontFallback: false,
  // As make.js: other letters are in other files.
  declarations: [
    { prop: 'unicode-range', value: 'U+20-7E, U+A0, U+A9, U+B7, U+D7, U+2013-2014, U+2018-2019, U+201C-201D, U+2026' },
  ],
});
