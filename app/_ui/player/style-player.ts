import { HlsVideoElement } from 'hls-video-element';
import * as parts from 'media-chrome';
import * as menus from 'media-chrome/menu';
import { trustTemplates } from '@/app/_ui/trusted-types';

/*
 * The player's elements write their HTML with <style> elements into their shadow roots. The content security policy
 * allows no text in them, so it becomes style sheets of the root. Import this before any of the elements is made. The style
 * with attributes, for menus in a row, stays empty, because there is none.
 */

const trust = trustTemplates('player');
/** The shadow root of an element within the HTML. Without it, that element makes its own, which comes here too. */
const NESTED_ROOT = /<template shadowrootmode=[^]*?<\/template>/g;
const STYLE = /<style([^>]*)>([^]*?)<\/style>/g;

const setHtml = Object.getOwnPropertyDescriptor(ShadowRoot.prototype, 'innerHTML')!.set!;
/** The style sheets by their texts. Elements share them. */
const sheets = new Map<string, CSSStyleSheet>();

for (const element of [...Object.values(parts), ...Object.values(menus), HlsVideoElement]) {
  if (typeof element === 'function' && element.prototype instanceof HTMLElement)
    (element.prototype as HTMLElement).attachShadow = attachStyled;
}

/** As `attachShadow`. The root takes the styles from the HTML that is written into it. */
function attachStyled(this: HTMLElement, options: ShadowRootInit): ShadowRoot {
  const root = HTMLElement.prototype.attachShadow.call(this, options);
  const write = (html: string) => {
    const styles: CSSStyleSheet[] = [];
    const withoutStyles = html.replaceAll(NESTED_ROOT, '').replaceAll(STYLE, (_, attributes: string, text: string) => {
      if (attributes === '') styles.push(sheetOf(text));
      return `<style${attributes}></style>`;
    });
    root.adoptedStyleSheets = styles;
    setHtml.call(root, trust(withoutStyles));
  };
  Object.defineProperties(root, { innerHTML: { set: write }, setHTMLUnsafe: { value: write } });
  return root;
}

/**
 * Returns a style sheet. The empty style elements that stay in the HTML are for rules that media-chrome adds while it
 * runs. They must be stronger, although sheets of a root come after its elements: so the rules here are in a layer.
 */
function sheetOf(text: string): CSSStyleSheet {
  let sheet = sheets.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`@layer template { ${text} }`);
    sheets.set(text, sheet);
  }
  return sheet;
}
