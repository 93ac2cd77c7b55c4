/** The words of a report, a decision or an appeal. */
export function Quoted({ text }: { text: string }) {
  return (
    <blockquote dir="auto" className="border-l-2 border-line-strong pl-4 wrap-anywhere whitespace-pre-line">
      {text}
    </blockquote>
  );
}
