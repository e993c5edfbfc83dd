import { ball, css, type Rgb, round, scaled } from './paint.ts';
import type { Random } from './random.ts';

/** An object to photograph: SVG drawn in a 1000 × 1000 field, `defs` its paints. */
export interface Shape {
  readonly defs: string;
  readonly body: string;
}

export type DrawShape = (r: Random, colour: Rgb) => Shape;

const lines = (count: number, draw: (i: number) => string) => Array.from({ length: count }, (_, i) => draw(i)).join('');

function bottleOutline(r: Random): { path: string; left: number; right: number; shoulder: number } {
  const half = r.between(110, 190);
  const neck = r.between(35, 70);
  const shoulder = r.between(330, 430);
  const left = 500 - half;
  const right = 500 + half;
  const path = `M${500 - neck} 90H${500 + neck}V240C${500 + neck} 290 ${right} ${shoulder - 60} ${right} ${shoulder}V900Q${right} 930 ${right - 35} 930H${left + 35}Q${left} 930 ${left} 900V${shoulder}C${left} ${shoulder - 60} ${500 - neck} 290 ${500 - neck} 240Z`;
  return { path, left, right, shoulder };
}

export const bottle: DrawShape = (r, colour) => {
  const { path, left } = bottleOutline(r);
  return {
    defs: round('a', colour) + round('b', scaled(colour, 0.5)),
    body: `<path d="${path}" fill="url(#a)"/><rect x="420" y="70" width="160" height="80" rx="12" fill="url(#b)"/><rect x="${left + 26}" y="440" width="14" height="420" rx="7" fill="#fff" opacity=".55"/>`,
  };
};

/** A label of the background's own white, with a few lines of print (or none). */
export const labelledBottle: DrawShape = (r, colour) => {
  const { path, left, right, shoulder } = bottleOutline(r);
  const tone = r.between(243, 255);
  const print = r.whole(0, 5);
  const width = right - left;
  const text = lines(
    print,
    (i) =>
      `<rect x="${left + width * 0.2}" y="${shoulder + 130 + i * 48}" width="${width * r.between(0.3, 0.6)}" height="${r.between(10, 24)}" fill="#333"/>`,
  );
  return {
    defs: round('a', colour) + round('l', [tone, tone, tone], r.between(0.04, 0.2)),
    body: `<path d="${path}" fill="url(#a)"/><rect x="${left + r.between(0, 14)}" y="${shoulder + 80}" width="${width - 14}" height="300" fill="url(#l)"/>${text}`,
  };
};

export const mug: DrawShape = (r, colour) => {
  const thick = r.between(36, 62);
  const reach = r.between(150, 230);
  const left = 190;
  const right = 640;
  return {
    defs: round('a', colour) + round('b', scaled(colour, 0.55)) + round('c', colour, 0.3, 'y'),
    body: `<path d="M${right - 20} 360C${right + reach} 330 ${right + reach} 740 ${right - 30} 700" fill="none" stroke="url(#c)" stroke-width="${thick}"/><path d="M${left} 250L${left + 30} 820Q${left + 40} 860 ${left + 90} 860H${right - 90}Q${right - 40} 860 ${right - 30} 820L${right} 250Z" fill="url(#a)"/><ellipse cx="${(left + right) / 2}" cy="250" rx="${(right - left) / 2}" ry="44" fill="url(#b)"/>`,
  };
};

export const chair: DrawShape = (r, colour) => {
  const slats = r.whole(3, 6);
  const gap = 360 / slats;
  const width = r.between(18, 34);
  return {
    defs: round('a', colour, 0.35) + round('b', scaled(colour, 0.8), 0.3),
    body: `${lines(slats + 1, (i) => `<rect x="${300 + i * gap - width / 2}" y="120" width="${width}" height="420" fill="url(#a)"/>`)}<rect x="270" y="90" width="420" height="60" rx="16" fill="url(#b)"/><path d="M260 520H720L780 600H220Z" fill="url(#a)"/><rect x="235" y="600" width="36" height="330" fill="url(#b)"/><rect x="730" y="600" width="36" height="330" fill="url(#b)"/><rect x="330" y="590" width="26" height="270" fill="url(#b)"/><rect x="650" y="590" width="26" height="270" fill="url(#b)"/><rect x="250" y="740" width="500" height="20" fill="url(#b)"/>`,
  };
};

export const ring: DrawShape = (r, colour) => {
  const width = r.between(26, 80);
  return {
    defs: round('a', colour, 0.55, 'y') + ball('s', [225, 240, 250], 0.45),
    body: `<ellipse cx="500" cy="590" rx="${r.between(240, 300)}" ry="290" fill="none" stroke="url(#a)" stroke-width="${width}"/><path d="M420 210L580 210L630 270L500 360L370 270Z" fill="url(#s)"/><path d="M420 210L500 360L580 210" fill="none" stroke="#8fa5b4" stroke-width="4"/>`,
  };
};

export const bag: DrawShape = (r, colour) => {
  const strap = r.between(14, 34);
  const height = r.between(60, 160);
  return {
    defs: round('a', colour, 0.35) + round('b', scaled(colour, 0.7), 0.4),
    body: `<path d="M330 440C330 ${height} 670 ${height} 670 440" fill="none" stroke="url(#b)" stroke-width="${strap}"/><path d="M230 420H770L830 880Q830 920 790 920H210Q170 920 170 880Z" fill="url(#a)"/><path d="M230 420H770L780 500Q500 580 220 500Z" fill="url(#b)"/><circle cx="500" cy="540" r="20" fill="#d8c27a"/><path d="M200 870H800" stroke="#fff" stroke-opacity=".4" stroke-width="3" stroke-dasharray="12 8"/>`,
  };
};

export const fern: DrawShape = (r, colour) => {
  const fronds = r.whole(4, 7);
  const frond = (k: number) => {
    const angle = -80 + (160 * k) / (fronds - 1) + r.between(-8, 8);
    const leaves = lines(22, (i) => {
      const y = -60 - i * 24;
      const long = (1 - i / 26) * r.between(70, 105);
      const tone = css(scaled(colour, r.between(0.7, 1.2)));
      return `<path d="M0 ${y}Q${long * 0.6} ${y - 34} ${long} ${y - 30}Q${long * 0.5} ${y - 6} 0 ${y + 9}Z" fill="${tone}"/><path d="M0 ${y}Q${-long * 0.6} ${y - 34} ${-long} ${y - 30}Q${-long * 0.5} ${y - 6} 0 ${y + 9}Z" fill="${tone}"/>`;
    });
    return `<g transform="translate(500 690) rotate(${angle}) scale(${r.between(0.75, 1)})"><path d="M0 0V-600" stroke="${css(scaled(colour, 0.6))}" stroke-width="7"/>${leaves}</g>`;
  };
  return {
    defs: round('p', [176, 98, 66], 0.5),
    body: `${lines(fronds, frond)}<path d="M370 680H630L600 930H400Z" fill="url(#p)"/><rect x="355" y="660" width="290" height="50" rx="8" fill="url(#p)"/>`,
  };
};

/** Earphones on a long thin cord. */
export const cord: DrawShape = (r, colour) => {
  const width = r.between(5, 12);
  const swing = r.between(60, 180);
  const stroke = `fill="none" stroke="url(#c)" stroke-linecap="round" stroke-width="${width}"`;
  return {
    defs: ball('a', colour) + round('c', scaled(colour, 0.9), 0.3, 'y'),
    body: `<path d="M330 250C${330 - swing} 480 480 470 500 600" ${stroke}/><path d="M690 230C${690 + swing} 470 530 470 500 600" ${stroke}/><path d="M500 600C490 760 ${500 + swing * 1.6} 700 ${520 + swing} 820S${300 - swing / 2} 900 300 760S420 640 ${360 - swing / 3} 900" ${stroke}/><circle cx="330" cy="220" r="52" fill="url(#a)"/><circle cx="690" cy="200" r="52" fill="url(#a)"/><rect x="484" y="580" width="32" height="60" rx="10" fill="url(#a)"/>`,
  };
};

export const shirt: DrawShape = (r, colour) => {
  const folds = lines(7, () => {
    const x = r.between(350, 650);
    const y = r.between(350, 700);
    return `<path d="M${x} ${y}q${r.between(-40, 40)} ${r.between(60, 120)} ${r.between(-30, 30)} ${r.between(140, 220)}" fill="none" stroke="#445" stroke-opacity="${r.between(0.03, 0.1)}" stroke-width="${r.between(8, 26)}" filter="url(#soft)"/>`;
  });
  return {
    defs: `${round('a', colour, r.between(0.1, 0.22))}${round('b', scaled(colour, 0.97), 0.2)}<filter id="soft" x="-1" y="-1" width="3" height="3"><feGaussianBlur stdDeviation="8"/></filter>`,
    body: `<path d="M390 140Q500 210 610 140L720 180L880 400L770 480L710 400L720 900H280L290 400L230 480L120 400L280 180Z" fill="url(#a)"/><path d="M390 140Q500 250 610 140Q500 170 390 140Z" fill="${css(scaled(colour, 0.78))}"/><path d="M290 400L282 560M710 400L716 560" stroke="#667" stroke-opacity=".35" stroke-width="5" fill="none"/>${folds}`,
  };
};

export const bowl: DrawShape = (r, colour) => ({
  defs: `${round('a', colour, r.between(0.14, 0.3))}<linearGradient id="i" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${css(scaled(colour, 0.8))}"/><stop offset="1" stop-color="${css(scaled(colour, 0.97))}"/></linearGradient>`,
  body: '<path d="M160 420Q180 800 420 830H580Q820 800 840 420Z" fill="url(#a)"/><ellipse cx="500" cy="420" rx="340" ry="95" fill="url(#a)"/><ellipse cx="500" cy="424" rx="318" ry="80" fill="url(#i)"/>',
});

/** Clear glass: mostly the background seen through it, darker at its edges, with highlights. */
export const glass: DrawShape = (r, colour) => {
  const clear = r.between(0.1, 0.25);
  return {
    defs: `<linearGradient id="g"><stop offset="0" stop-color="#3c4850" stop-opacity=".75"/><stop offset=".1" stop-color="#78868e" stop-opacity="${clear}"/><stop offset=".85" stop-color="#78868e" stop-opacity="${clear * 1.3}"/><stop offset="1" stop-color="#343e44" stop-opacity=".8"/></linearGradient>${round('w', colour, 0.3)}`,
    body: '<path d="M290 160H710L650 900Q645 930 610 930H390Q355 930 350 900Z" fill="url(#g)"/><path d="M318 480H684L650 890Q640 915 610 915H390Q362 915 352 890Z" fill="url(#w)" opacity=".8"/><ellipse cx="500" cy="160" rx="210" ry="26" fill="none" stroke="#55626a" stroke-opacity=".7" stroke-width="8"/><rect x="345" y="220" width="16" height="420" rx="8" fill="#fff" opacity=".7" transform="rotate(-4 350 400)"/>',
  };
};

export const lettering: DrawShape = (r, colour) => ({
  defs: round('a', colour, 0.2, 'y'),
  body: `<g fill="url(#a)" font-family="DejaVu Sans" font-weight="bold" text-anchor="middle"><text x="500" y="470" font-size="250">${r.pick(['Bode', 'R&amp;B8', 'Aqoa'])}</text><text x="500" y="640" font-size="90">${r.pick(['SINCE 1908', 'goods &amp; co', 'no. 468'])}</text></g>`,
});

export const sunglasses: DrawShape = (r, colour) => {
  const arm = r.between(9, 18);
  return {
    defs: round('a', colour, 0.4, 'y') + ball('l', [58, 54, 52], 0.6),
    body: `<path d="M180 420L90 ${r.between(250, 330)}M820 420L910 ${r.between(250, 330)}" stroke="url(#a)" stroke-width="${arm}"/><g stroke="url(#a)" stroke-width="26"><path d="M180 400H440V500Q430 620 310 620T180 500Z" fill="url(#l)"/><path d="M560 400H820V500Q810 620 690 620T560 500Z" fill="url(#l)"/><path d="M440 430Q500 390 560 430" fill="none"/></g>`,
  };
};

export const scissors: DrawShape = (r, colour) => {
  const spread = r.between(9, 20);
  const half = (side: number) =>
    `<g transform="rotate(${side * spread} 500 480)"><path d="M480 480L500 80Q530 100 525 480Z" fill="url(#m)"/><ellipse cx="${500 - side * 20}" cy="740" rx="90" ry="140" fill="none" stroke="url(#a)" stroke-width="46"/><rect x="478" y="470" width="46" height="150" fill="url(#a)"/></g>`;
  return {
    defs: round('a', colour, 0.4) + round('m', [178, 182, 186], 0.5),
    body: `${half(1)}${half(-1)}<circle cx="500" cy="480" r="18" fill="#777"/>`,
  };
};

export const wheel: DrawShape = (r, colour) => {
  const spokes = r.whole(9, 18);
  return {
    defs: ball('a', colour) + round('m', [150, 152, 156], 0.5),
    body: `<circle cx="500" cy="500" r="370" fill="none" stroke="url(#a)" stroke-width="60"/><circle cx="500" cy="500" r="334" fill="none" stroke="url(#m)" stroke-width="16"/>${lines(spokes, (i) => `<path d="M500 500L500 166" transform="rotate(${(360 * i) / spokes} 500 500)" stroke="url(#m)" stroke-width="${r.between(6, 12)}"/><path d="M497 500L503 166" transform="rotate(${(360 * i) / spokes} 500 500)" stroke="#85878b" stroke-width="${r.between(6, 10)}"/>`)}<circle cx="500" cy="500" r="46" fill="url(#m)"/>`,
  };
};

export const shoe: DrawShape = (r, colour) => ({
  defs: `${round('a', colour, 0.35, 'y')}${round('b', [244, 243, 240], 0.2)}`,
  body: `<path d="M130 640Q120 420 190 400Q280 470 380 400L640 560Q860 590 880 690L870 740H140Z" fill="url(#a)"/><path d="M120 720H885Q895 800 850 810H150Q115 800 120 720Z" fill="url(#b)"/>${lines(5, (i) => `<path d="M${400 + i * 48} ${415 + i * 30}l-50 60" stroke="#f6f6f4" stroke-width="${r.between(10, 15)}"/>`)}<path d="M190 400Q180 520 260 640" fill="none" stroke="#222" stroke-opacity=".5" stroke-width="6"/>`,
});

/** Several separate things in one picture. */
export const set: DrawShape = (r, colour) => ({
  defs: ball('a', colour) + round('b', scaled(colour, 0.7)) + ball('c', [colour[2], colour[0], colour[1]]),
  body: `<circle cx="240" cy="${r.between(560, 660)}" r="130" fill="url(#a)"/><rect x="420" y="300" width="170" height="480" rx="20" fill="url(#b)"/><path d="M700 760L780 ${r.between(420, 560)}L900 760Z" fill="url(#c)"/><circle cx="660" cy="280" r="16" fill="url(#c)"/>`,
});

export const lamp: DrawShape = (r, colour) => ({
  defs: round('a', colour, 0.25) + round('m', [92, 88, 84], 0.6),
  body: `<path d="M380 130H620L720 430H280Z" fill="url(#a)"/><rect x="${500 - 9}" y="430" width="18" height="430" fill="url(#m)"/><ellipse cx="500" cy="875" rx="150" ry="32" fill="url(#m)"/><path d="M640 880C760 940 ${r.between(760, 860)} 800 950 900" fill="none" stroke="#333" stroke-width="6"/>`,
});
