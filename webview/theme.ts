import type { Background } from '../src/core/explore/palette.ts';

/** The colours that the canvas needs: ECharts cannot read CSS variables. */
export interface Theme {
  readonly background: Background;
  readonly highContrast: boolean;
  readonly canvas: string;
  readonly foreground: string;
  readonly focus: string;
}

/** Reads the theme from the page, whose variables VS Code sets and styles/standalone.css sets elsewhere. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const variable = (name: string): string => style.getPropertyValue(name).trim();
  const canvas = variable('--vscode-editor-background');
  return {
    background: isDark(canvas) ? 'dark' : 'light',
    highContrast: document.body.className.includes('vscode-high-contrast'),
    canvas,
    foreground: variable('--vscode-foreground'),
    focus: variable('--vscode-focusBorder'),
  };
}

/** Calls back when VS Code (by classes and variables) or the system (exported page) changes the theme. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener);
}

/** By the background itself: a theme may call itself what it likes. */
function isDark(colour: string): boolean {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return true;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  // Rec. 601 luma.
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
