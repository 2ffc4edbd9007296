const SVG = 'http://www.w3.org/2000/svg';

/** What the Codicon font lacks, drawn as its icons are: lines of a pixel on 16 by 16. */
const icons = {
  lasso: [
    'M5.6 10.8C3.2 10.2 1.5 8.6 1.5 6.7c0-2.6 2.9-4.7 6.5-4.7s6.5 2.1 6.5 4.7-2.9 4.7-6.5 4.7c-.4 0-.8 0-1.2-.1',
    'M6.8 11.3a1.4 1.4 0 1 1-2.7-.3 1.4 1.4 0 0 1 2.7.3c.1 1.4-.7 2.4-2 2.9',
  ],
  'select-box': ['M2 5V2h3M7 2h2M11 2h3v3M14 7v2M14 11v3h-3M9 14H7M5 14H2v-3M2 9V7'],
} as const;

/** An icon of a tool, in the colour of the text around it. */
export function toolIcon(name: keyof typeof icons): SVGSVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('width', '16');
  icon.setAttribute('height', '16');
  icon.setAttribute('fill', 'none');
  icon.setAttribute('stroke', 'currentColor');
  icon.ariaHidden = 'true';
  for (const line of icons[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line);
    icon.append(path);
  }
  return icon;
}
