/** As many as the palette has hues that can be told apart. */
export const MOST_LABELS = 12;
/** The label is one of the less frequent. */
export const OTHER = 254;
/** The image has none. */
export const UNKNOWN = 255;
