'use client';

import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { defaultOf } from './typed-fields';

/*
 * Keeps what a person types into the server's HTML or chooses in it before its scripts run, and announces it. React
 * fills a textarea that has a text with the page's text again: `useKeptTextareas` puts back what was typed. React keeps
 * the other controls, but fires no event for them, so a count, a draft and a note would not know of the change:
 * `useTypedBefore` fires it.
 */

type Control = Parameters<typeof defaultOf>[0];

/** The texts of textareas that React has yet to take over. It may begin with a form more than once. */
const texts = new WeakMap<HTMLTextAreaElement, string>();

/** Keeps what was typed into the textareas of a form. @param id of the form, which the server has rendered with it. */
export function useKeptTextareas(ref: RefObject<HTMLFormElement | null>, id: string): void {
  // The first render of a form comes before React takes over its textareas.
  useState(() => (typeof document === 'undefined' ? null : noteTexts(document.getElementById(id))));
  useLayoutEffect(() => {
    for (const textarea of ref.current?.querySelectorAll('textarea') ?? []) {
      const text = texts.get(textarea);
      if (text !== undefined && textarea.value === textarea.defaultValue) textarea.value = text;
      texts.delete(textarea);
    }
  }, [ref]);
}

function noteTexts(form: HTMLElement | null): void {
  for (const textarea of form?.querySelectorAll('textarea') ?? []) {
    if (textarea.value !== textarea.defaultValue) texts.set(textarea, textarea.value);
  }
}

/**
 * Fires the `input` events of a form that came before its listeners, once all effects of the page have run.
 * @returns the names of the changed controls, set from the layout effects on.
 */
export function useTypedBefore(ref: RefObject<HTMLFormElement | null>): RefObject<ReadonlySet<string>> {
  const names = useRef<ReadonlySet<string>>(new Set());
  const controls = useRef<readonly Control[]>([]);
  useLayoutEffect(() => {
    controls.current = touchedControls(ref.current);
    names.current = new Set(controls.current.map(({ name }) => name));
  }, [ref]);
  useEffect(() => {
    const touched = controls.current;
    controls.current = [];
    // Listeners that other effects of this moment add have to hear them.
    queueMicrotask(() => {
      for (const control of touched) control.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }, []);
  return names;
}

/** Returns the controls that do not have the values of the page. */
function touchedControls(form: HTMLFormElement | null): Control[] {
  return [...(form?.elements ?? [])].filter((element): element is Control => {
    if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)
      return element.value !== defaultOf(element);
    if (!(element instanceof HTMLInputElement) || element.type === 'hidden' || element.type === 'file') return false;
    if (element.type !== 'checkbox' && element.type !== 'radio') return element.value !== defaultOf(element);
    if (element.checked === element.defaultChecked) return false;
    if (element.name !== '') return true;
    // Without scripts a box that is not sent has done nothing.
    element.checked = element.defaultChecked;
    return false;
  });
}
