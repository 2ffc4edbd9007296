const SVG = 'http://www.w3.org/2000/svg';

/** What the Codicon font lacks, drawn as its icons are: lines of a pixel on 16 by 16. */
const icons = {
  lasso: [
    'M14 6.1c0 2.2-2.7 3.9-6 3.9S2 8.3 2 6.1 4.7 2.2 8 2.2s6 1.7 6 3.9z',
    'M5.6 9.7a1.7 1.7 0 1 1-2.8 1.3 1.7 1.7 0 0 1 1.6-1.6M4.6 12.7c.4.9 0 1.7-.9 2',
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
