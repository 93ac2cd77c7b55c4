/**
 * Returns a text for comparing and sorting: in lower case and without accents and marks, so that "Äpfel" is found by
 * "apfel" and stands beside it. Letters of other scripts stay.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .normalize('NFC');
}
