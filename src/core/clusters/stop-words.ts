/** Words that tell nothing of a picture: of each language its articles, pronouns, prepositions and conjunctions. */
const FUNCTION_WORDS = `
  a about above across after again against all along also although always am among amongst an and another any are around as at away
  be because been before behind being below beneath beside besides between beyond both but by can could did do does doing
  down during each either else etc even every few for from had has have having he her here hers him his how i if in inside
  into is it its just like made make making many me more most much must my near neither no nor not of off on once one only
  onto or other our out outside over own per same she should showing shows so some such than that the their theirs them then
  there these they this those through throughout to together too toward towards two three under until up upon us using very via
  was we were what when where which while who whose why will with within without would you your
  der das dem den des ein eine einem einen einer eines und oder mit von vom zum zur auf aus bei für im ist sind nach über
  unter durch ohne wie auch nicht
  le la les un une des du et ou avec dans sur sous par sans est sont aux au
  el los las una unos unas y con en por para del al es
  il lo gli uno di da nel nella della dello dei con su per tra fra
  os um uma uns umas com em no na nos nas por sem
  het een met op voor zonder
`;

/** What is written into prompts to make pictures better, whatever they show. */
const BOILERPLATE = `
  masterpiece masterpieces best quality high highest low detail details detailed detailing highly hyper ultra extremely
  insanely intricate intricately beautiful beautifully stunning amazing perfect professional absurdres highres hires res resolution
  hd uhd fhd qhd hdr hq 2k 4k 8k 16k 32k artstation deviantart cgsociety pixiv behance trending featured award winning
  wallpaper octane unreal engine raytracing raytraced sharp focus focused crisp
  hyperrealistic ultrarealistic score_9 score_8_up score rating source
  style styled styles picture image images pictures
  lora lyco hypernet embedding negative prompt steps sampler cfg scale seed size break
`;

export const STOP_WORDS: ReadonlySet<string> = new Set(
  `${FUNCTION_WORDS} ${BOILERPLATE}`.split(/\s+/).filter((word) => word !== ''),
);
