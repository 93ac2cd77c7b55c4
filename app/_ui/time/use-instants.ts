'use client';

import { useEffect, type RefObject } from 'react';

/**
 * Converts the typed day and time from the browser's time zone to an instant when the form is sent.
 * @param name of the field, of type `datetime-local`.
 */
export function useInstants(ref: RefObject<HTMLFormElement | null>, name: string): void {
  useEffect(() => {
    const form = ref.current;
    const setInstant = ({ formData }: FormDataEvent) => {
      // JavaScript reads a time without a zone in the browser's time zone.
      const instant = new Date(String(formData.get(name)));
      if (!Number.isNaN(instant.getTime())) formData.set(name, instant.toISOString());
    };
    form?.addEventListener('formdata', setInstant);
    return () => form?.removeEventListener('formdata', setInstant);
  }, [ref, name]);
}
