/** A picture that ships with Rowshot, for the first catalogue a person sees. Made by bin/make-examples.ts. */
export interface ExamplePicture {
  /** Beside this module. */
  readonly file: string;
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Products on plain backgrounds, as a photographer delivers them. */
export const EXAMPLE_PRODUCTS: readonly ExamplePicture[] = [
  { file: 'stoneware-mug.jpg', title: 'Stoneware mug', width: 1000, height: 1000 },
  { file: 'glass-bottle.jpg', title: 'Glass bottle', width: 1000, height: 1000 },
  { file: 'oak-chair.jpg', title: 'Oak chair', width: 1000, height: 1000 },
  { file: 'leather-tote.jpg', title: 'Leather tote', width: 1000, height: 1000 },
  { file: 'desk-lamp.jpg', title: 'Desk lamp', width: 1000, height: 1000 },
  { file: 'plant-pot.jpg', title: 'Plant in a pot', width: 1000, height: 1000 },
  { file: 'headphones.jpg', title: 'Headphones', width: 1000, height: 1000 },
  { file: 'teapot.jpg', title: 'Teapot', width: 1000, height: 1000 },
];

/** A place to stand products in: an inspiration image for the lifestyle form. */
export const EXAMPLE_INTERIOR: ExamplePicture = {
  file: 'living-room.jpg',
  title: 'Living room',
  width: 1200,
  height: 900,
};

/** Every example picture. */
export const EXAMPLE_PICTURES: readonly ExamplePicture[] = [...EXAMPLE_PRODUCTS, EXAMPLE_INTERIOR];
