/**
 * The concepts of the article that this tool began with, and the icons that draw them. Names are the icon
 * sets' own; a set that lacks one is passed over.
 */
export const conceptIcons: Readonly<Record<string, readonly string[]>> = {
  cat: ['cat', 'cat-face', 'black-cat', 'hollow-cat'],
  dog: ['dog', 'dog-face', 'guide-dog', 'service-dog', 'sitting-dog', 'jumping-dog', 'sniffing-dog'],
  dinosaur: ['t-rex', 'sauropod', 'dinosaur-rex', 'sauropod-head', 'sauropod-skeleton', 't-rex-skull'],
  elephant: ['elephant', 'elephant-head'],
  lion: ['lion', 'lion-face'],
  mouse: ['mouse', 'mouse-face', 'rat', 'computer-mouse', 'one-button-mouse', 'seated-mouse'],
  apple: ['red-apple', 'green-apple', 'apple', 'shiny-apple'],
  banana: ['banana', 'banana-bunch', 'banana-peeled'],
  tomato: ['tomato'],
  potato: ['potato', 'roasted-sweet-potato'],
  pear: ['pear'],
  watermelon: ['watermelon', 'watermelon-1', 'watermelon-2'],
};

/** Colour first: small counts show the sets that look alike least and please most. */
export const iconSets = [
  'noto',
  'fluent-emoji-flat',
  'twemoji',
  'openmoji',
  'streamline-emojis',
  'emojione',
  'fxemoji',
  'noto-v1',
  'emojione-v1',
  'emojione-monotone',
  'fluent-emoji-high-contrast',
  'game-icons',
] as const;
