/*
 * What pictures may show, in plain words: names for clusters of images that have no prompts. Written for this program, by
 * kind, so that a gap is seen. A word of several meanings is left out where a picture cannot tell which is meant.
 */

const PEOPLE = `
  portrait | face | eyes | hands | woman | man | child | baby | girl | boy | old man | old woman | couple | family | crowd | friends |
  bride | groom | wedding | king | queen | princess | knight | warrior | samurai | ninja | soldier | pirate | cowboy | viking |
  wizard | witch | elf | fairy | angel | demon | vampire | zombie | ghost | mermaid | superhero | astronaut | cyborg | android |
  robot | alien | monster | clown | dancer | ballerina | singer | musician | painter | chef | doctor | nurse | firefighter |
  police officer | teacher | student | scientist | farmer | fisherman | athlete | runner | cyclist | swimmer | boxer | monk | nun |
  priest | geisha | nude | skeleton | skull | silhouette | beard | tattoo | smile | hairstyle | mask | fashion model | mannequin |
  selfie | anime character | cartoon character
`;

const ANIMALS = `
  cat | kitten | dog | puppy | wolf | fox | bear | polar bear | panda | koala | lion | tiger | leopard | cheetah | lynx | horse |
  foal | zebra | donkey | cow | bull | bison | sheep | lamb | goat | pig | deer | elk | moose | giraffe | elephant | rhinoceros |
  hippopotamus | camel | llama | kangaroo | monkey | gorilla | orangutan | rabbit | hare | squirrel | mouse | rat | hamster |
  guinea pig | hedgehog | beaver | otter | badger | raccoon | skunk | sloth | bat | seal | walrus | whale | dolphin | orca |
  shark | fish | goldfish | koi | salmon | seahorse | ray | jellyfish | octopus | squid | crab | lobster | shrimp | starfish |
  coral reef | shell | snail | slug | worm | spider | scorpion | insect | butterfly | moth | caterpillar | bee | wasp | ant |
  beetle | ladybird | dragonfly | grasshopper | fly | mosquito | bird | eagle | hawk | falcon | owl | vulture | parrot |
  hummingbird | sparrow | robin | swallow | pigeon | crow | raven | magpie | woodpecker | kingfisher | seagull | pelican |
  flamingo | heron | stork | swan | duck | goose | chicken | rooster | turkey bird | peacock | ostrich | penguin | toucan | snake |
  lizard | chameleon | gecko | iguana | crocodile | turtle | frog | toad | salamander | dinosaur | dragon | unicorn | phoenix |
  griffin | pegasus | animal skeleton | herd of animals | pet
`;

const PLANTS = `
  flower | rose | tulip | sunflower | daisy | lily | lotus | orchid | poppy | lavender | dandelion | cherry blossom | iris | peony |
  hydrangea | bouquet | wreath | tree | oak | birch | pine tree | fir tree | palm tree | willow | bonsai | bamboo | leaf |
  autumn leaves | fern | moss | grass | clover | ivy | cactus | succulent plant | mushroom | seaweed | seeds | branch | tree trunk |
  roots | garden | hedge | flower meadow | houseplant | vineyard | orchard | wheat field | rice field | cornfield
`;

const FOOD = `
  apple | pear | banana | orange | lemon | lime | grapefruit | peach | plum | cherry | strawberry | raspberry | blueberry | grapes |
  melon | watermelon | pineapple | mango | kiwi fruit | coconut | pomegranate | fig | avocado | tomato | cucumber | carrot |
  potato | onion | garlic | pepper vegetable | chili | eggplant | pumpkin | broccoli | cabbage | lettuce | spinach | peas | beans |
  corn | asparagus | radish | salad | soup | stew | curry | pasta | spaghetti | pizza | burger | hot dog | sandwich | taco |
  burrito | sushi | ramen | dumplings | rice | noodles | bread | baguette | croissant | bagel | pretzel | pancakes | waffles |
  cereal | porridge | eggs | cheese | butter | milk | yogurt | meat | steak | bacon | sausage | roast chicken | seafood dish |
  cake | birthday cake | cupcake | cookie | doughnut | pie | ice cream | chocolate | candy | lollipop | honey | jam | nuts |
  popcorn | french fries | coffee | tea | juice | beer | wine | cocktail | water bottle | breakfast | picnic | barbecue | fruit bowl |
  vegetables | spices
`;

const LANDSCAPES = `
  mountain | snowy mountain | hill | valley | canyon | cliff | cave | volcano | lava | desert | sand dune | beach | coast | sea |
  ocean wave | island | lagoon | lake | river | stream | waterfall | pond | swamp | glacier | iceberg | forest | jungle |
  autumn forest | winter forest | meadow | prairie | savanna | farmland | field | path | country road | rocks | pebbles | sky |
  clouds | storm | lightning | rain | rainbow | fog | snow | snowflake | ice | frost | wind | tornado | flood | wildfire | sunrise |
  sunset | night sky | stars | milky way | northern lights | moon | full moon | sun | eclipse | planet | earth from space | galaxy |
  nebula | black hole | comet | reflection in water | underwater | bubbles | aerial view | horizon
`;

const BUILDINGS = `
  house | cottage | cabin | hut | villa | mansion | castle | palace | fortress | ruins | tower | lighthouse | windmill | watermill |
  barn | farmhouse | church | cathedral | mosque | temple | pagoda | shrine | monastery | pyramid | skyscraper | city skyline |
  city street | alley | town square | village | harbour | pier | bridge | dam | tunnel | railway station | train tracks | airport |
  highway | crossroads | parking lot | petrol station | factory | warehouse | power plant | construction site | crane machine |
  shop | market | supermarket | restaurant | cafe | bar | hotel | hospital | school | university | library | museum | theatre |
  cinema | stadium | playground | amusement park | ferris wheel | roller coaster | carousel | zoo | cemetery | graveyard | statue |
  fountain | monument | arch | column | dome | facade | balcony | roof | chimney | door | gate | window | stained glass | staircase |
  corridor | brick wall | fence | neon sign | street lamp | street art | graffiti | futuristic city | spaceship interior |
  greenhouse | treehouse | tent | igloo | swimming pool | courtyard | zen garden
`;

const ROOMS = `
  living room | bedroom | kitchen | bathroom | dining room | office | classroom | laboratory | workshop | garage | attic | cellar |
  prison cell | throne room | concert hall | gym | sofa | chair | armchair | table | desk | bed | wardrobe | shelf | bookshelf |
  fireplace | lamp | candle | chandelier | mirror | curtain | carpet | pillow | blanket | bathtub | sink | toilet | oven |
  refrigerator | washing machine | vase | picture frame | clock | plant pot
`;

const VEHICLES = `
  car | sports car | vintage car | race car | pickup truck | truck | van | bus | tram | train | steam locomotive | subway |
  motorcycle | scooter | bicycle | skateboard | tractor | excavator | bulldozer | tank | fire engine | ambulance | police car | taxi |
  caravan | carriage | sled | boat | sailing ship | rowing boat | canoe | yacht | ferry | cargo ship | warship | submarine |
  shipwreck | airplane | fighter jet | helicopter | drone | hot air balloon | airship | rocket | spaceship | satellite |
  flying saucer | parachute | wheel | engine
`;

const THINGS = `
  book | newspaper | letter | map | pen | pencil | paintbrush | paint | notebook | scissors | key | lock | coin | banknote |
  treasure chest | crown | ring | necklace | earrings | diamond | gemstone | crystal | watch | glasses | sunglasses | hat | helmet |
  shoe | boots | sneakers | high heels | dress | suit | coat | shirt | jeans | skirt | swimsuit | uniform | armour | kimono | scarf |
  gloves | socks | handbag | backpack | suitcase | umbrella | sword | shield | dagger | axe | bow and arrow | spear | gun | rifle |
  cannon | bomb | hammer | screwdriver | wrench | saw | drill | ladder | rope | chain | bucket | broom | shovel | bottle | cup | mug |
  glass | plate | bowl | spoon | fork | knife | teapot | kettle | pan | basket | box | bag | jar | barrel | gift | toy | doll |
  teddy bear | puppet | toy blocks | balloon | kite | dice | playing cards | chess | jigsaw puzzle | ball | football | basketball |
  tennis racket | baseball bat | golf club | skis | surfboard | snowboard | medal | trophy | flag | camera | telescope | microscope |
  television | radio | telephone | smartphone | computer | laptop | keyboard | computer mouse | screen | printer | circuit board |
  microchip | cable | battery | light bulb | gears | clockwork | machine | weapon | guitar | violin | cello | piano | drum | trumpet |
  saxophone | flute | harp | accordion | microphone | headphones | vinyl record | feather | egg | nest | web | bone | wood | metal |
  gold | silver | rust | marble | stone | glass sculpture | paper | origami | fabric | lace | knitting | leather | wool | plastic |
  smoke | fire | explosion | fireworks | campfire | water drop | splash | ink | dust | soap bubble
`;

const SCENES = `
  party | birthday | christmas tree | santa claus | snowman | halloween pumpkin | easter eggs | carnival | parade | festival |
  concert | ballet | football match | basketball game | tennis match | race | boxing match | skiing | surfing | swimming | diving |
  climbing | hiking | camping | fishing | riding | yoga | martial arts | battle | war | protest | ceremony | funeral | meeting |
  cooking | shopping | reading | sleeping | dreaming | running | dancing | jumping | flying | kiss | hug | magic | spell | portal |
  haunted house | fantasy landscape | science fiction city | steampunk | cyberpunk city | apocalypse | ancient egypt |
  ancient rome | middle ages | wild west | space station | tea party | still life
`;

const KINDS = `
  photograph | black and white photograph | old photograph | macro photograph | studio photograph | oil painting |
  watercolour painting | ink drawing | pencil sketch | charcoal drawing | line drawing | woodcut | engraving | mosaic | fresco |
  comic | manga | cartoon | anime | pixel art | low poly | isometric drawing | 3d render | clay model | paper cutout | collage |
  pop art | cubism | impressionist painting | surrealist painting | abstract painting | art nouveau | art deco | baroque painting |
  japanese woodblock print | poster | book cover | album cover | advertisement | movie poster | logo | icon | emblem | sticker |
  emoji | typography | handwriting | text | screenshot | website | video game | diagram | chart | blueprint | floor plan | technical
  drawing | x-ray | medical scan | satellite image | world map | pattern | geometric shapes | circles | squares | triangles |
  stripes | dots | spiral | fractal | mandala | symmetry | gradient | texture | noise | silhouettes | blurred image | bokeh |
  dark image | bright image | red | orange colour | yellow | green | blue | purple | pink | brown | grey | black | white |
  colourful
`;

/** Some hundred words and short phrases, each once. */
export const VOCABULARY: readonly string[] = [
  ...new Set(
    [PEOPLE, ANIMALS, PLANTS, FOOD, LANDSCAPES, BUILDINGS, ROOMS, VEHICLES, THINGS, SCENES, KINDS].flatMap(
      (words) => words.split('|').map((word) => word.trim().replace(/\s+/g, ' ')),
    ),
  ),
];

/** How a word is asked for: a bare one is far from what captions say (Radford and others 2021, section 3.1.4). */
export function captionOf(word: string): string {
  return `a picture of ${word}`;
}
