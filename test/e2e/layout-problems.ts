import type { Locator } from 'playwright-core';

/*
 * Runs in the page. A control is anything that can be pressed or typed in. It can be reached where no ancestor that cannot be
 * scrolled cuts it off; nothing else may lie over its middle; and text that is cut off has a tooltip with the whole.
 */
const SCRIPT = `(() => {
  const problems = [];
  const dialog = document.querySelector('dialog[open]');
  const root = dialog ?? document.body;
  const nameOf = (one) => one.tagName.toLowerCase() + '.' + one.className + ' “' + (one.ariaLabel || one.title || one.textContent || '').trim().slice(0, 40) + '”';
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) problems.push('the page is ' + scrollWidth + ' wide in ' + innerWidth);
  const seen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && one.closest('.visually-hidden') === null;
  const controls = [...root.querySelectorAll('button, select, input, summary, [tabindex="0"]')].filter(seen);
  for (const control of controls) {
    const box = control.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) { problems.push(nameOf(control) + ' has no size'); continue; }
    let scrolls = { x: false, y: false };
    for (let above = control.parentElement; above !== null; above = above.parentElement) {
      const style = getComputedStyle(above);
      const frame = above === document.body ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : above.getBoundingClientRect();
      if (/auto|scroll/.test(style.overflowX)) scrolls.x = true;
      if (/auto|scroll/.test(style.overflowY)) scrolls.y = true;
      const cutX = !scrolls.x && /hidden|clip/.test(style.overflowX) && (box.right > frame.right + 1 || box.left < frame.left - 1);
      const cutY = !scrolls.y && /hidden|clip/.test(style.overflowY) && (box.bottom > frame.bottom + 1 || box.top < frame.top - 1);
      if (cutX || cutY) { problems.push(nameOf(control) + ' is cut off by ' + nameOf(above)); break; }
      if (style.position === 'fixed') break;
    }
    const middle = [box.left + box.width / 2, box.top + box.height / 2];
    const over = document.elementFromPoint(...middle);
    const other = over?.closest('button, select, input, summary');
    // An open menu lies over what is below it.
    if (other && other.closest('[role="menu"]') === null && other !== control && !other.contains(control) && !control.contains(other))
      problems.push(nameOf(control) + ' is covered by ' + nameOf(other));
  }
  for (const one of root.querySelectorAll('*')) {
    // Tables and rows of pictures are scrolled sideways.
    if (!seen(one) || one.matches('.comparison-content, .moved-images, input')) continue;
    if (/auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1) problems.push(nameOf(one) + ' is scrolled sideways');
  }
  for (const one of root.querySelectorAll('button, h1, h2, h3, label, p, span, dt, dd, th, td, output, option, caption')) {
    if (!seen(one) || one.title || one.closest('[title]') || one.tagName === 'OPTION') continue;
    const style = getComputedStyle(one);
    if (/hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1) problems.push(nameOf(one) + ' cuts its text off');
  }
  return problems;
})()`;

/** What is wrong with the layout of the page that an element is in: what is too wide, cut off, covered, or out of reach. */
export async function layoutProblems(page: Locator): Promise<readonly string[]> {
  // The page's own policy lets no script in; a debugger's evaluation is none.
  return page.evaluate((_element, script) => (0, eval)(script) as string[], SCRIPT);
}
