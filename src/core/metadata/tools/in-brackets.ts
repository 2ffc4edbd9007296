/** A prompt whose unwanted parts stand in square brackets, as InvokeAI had it until version 3. */
export function inBrackets(text: string): { readonly prompt: string; readonly negativePrompt: string } {
  const negative = [...text.matchAll(/\[([^[\]]*)\]/g)].map(([, part = '']) => part.trim());
  const prompt = text.replaceAll(/\s?\[[^[\]]*\]/g, '');
  return { prompt: prompt.trim(), negativePrompt: negative.filter((part) => part !== '').join(', ') };
}
