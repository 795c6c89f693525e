import { describe, expect, it } from 'vitest';
import { followHint, wordingHints } from '../../../../src-renderer/wording/wording-hints.ts';
import { wordingRules } from '../../../../src-renderer/wording/wording-rules.ts';

/** Rule, a text that it flags, what it flags, and the text once followed (null: only advice). */
const flagged: readonly (readonly [rule: string, text: string, found: string, followed: string | null])[] = [
  ['illegal-alien', 'An illegal alien stands by the door.', 'An illegal alien', 'A person stands by the door.'],
  ['illegal-alien', 'He shouts at illegals outside.', 'illegals', 'He shouts at persons outside.'],
  ['illegal', 'Agents illegally enter the yard.', 'illegally enter', 'Agents enter the yard.'],
  ['illegal', 'This is an unlawful arrest.', 'an unlawful arrest', 'This is an arrest.'],
  ['illegal', 'This is an unlawful search.', 'an unlawful search', 'This is a search.'],
  ['illegal', 'The stop is unlawful.', 'unlawful', null],
  ['kidnap', 'A man was kidnapped at the corner.', 'was kidnapped', 'A man is placed in a vehicle at the corner.'],
  ['kidnap', 'Two people were abducted.', 'were abducted', 'Two people are placed in a vehicle.'],
  ['kidnap', 'Agents kidnap a man.', 'kidnap', null],
  ['assault', 'Agent A attacked Person 1.', 'attacked', null],
  ['assault', 'She is assaulted, then brutalised.', 'assaulted', null],
  ['raid', 'A raid begins.', 'A raid', 'An operation begins.'],
  ['raid', 'Two raids follow.', 'raids', 'Two operations follow.'],
  ['raid', 'The house is raided.', 'raided', null],
  ['victim', 'The victim falls.', 'victim', 'The person falls.'],
  ['victim', 'Victims lie on the grass.', 'Victims', 'Persons lie on the grass.'],
  ['perpetrator', 'The perpetrators leave.', 'perpetrators', 'The agents leave.'],
  ['innocent', 'He grabs an innocent man.', 'an innocent man', 'He grabs a man.'],
  ['innocent', 'An innocent onlooker stands there.', 'An innocent onlooker', 'An onlooker stands there.'],
  ['criminal', 'He shouts at the criminals.', 'criminals', 'He shouts at the persons.'],
  ['excessive', 'He uses excessive force.', 'excessive force', 'He uses force.'],
  ['excessive', 'An unprovoked shove follows.', 'An unprovoked shove', 'A shove follows.'],
  ['no-reason', 'He is pushed for no reason.', 'for no reason', 'He is pushed.'],
  [
    'refused-identify',
    'The agent refused to identify himself.',
    'refused to identify himself',
    'The agent gives no audible identification.',
  ],
  [
    'refused-identify',
    'They refuse to give their names.',
    'refuse to give their names',
    'They give no audible identification.',
  ],
  ['refused-identify', 'He refused to identify.', 'refused to identify', null],
  ['lied', 'Agent B lied.', 'lied', 'Agent B says “…”.'],
  ['feeling', 'He angrily pulls the door.', 'angrily', 'He pulls the door.'],
  ['feeling', 'Deliberately he turns.', 'Deliberately', 'He turns.'],
  ['mood', 'The agent is furious.', 'furious', null],
  ['intent', 'He raises the baton in order to scare the crowd.', 'in order to scare the crowd', 'He raises the baton.'],
  ['intent', 'He shouts to intimidate her, then leaves.', 'to intimidate her', 'He shouts, then leaves.'],

  ['ilegales', 'Gritan a los ilegales.', 'los ilegales', 'Gritan a las personas.'],
  ['ilegales', 'Un inmigrante ilegal corre.', 'Un inmigrante ilegal', 'Una persona corre.'],
  ['ilegal', 'Entran ilegalmente en el patio.', 'ilegalmente', 'Entran en el patio.'],
  ['secuestro', 'El hombre fue secuestrado.', 'fue secuestrado', 'El hombre es puesto en un vehículo.'],
  ['secuestro', 'Dos mujeres fueron secuestradas.', 'fueron secuestradas', 'Dos mujeres son puestas en un vehículo.'],
  ['secuestro', 'Los agentes raptaron a la mujer.', 'raptaron', null],
  ['agresion', 'El agente agredió a la mujer.', 'agredió', null],
  ['agresion', 'El agente agredio a la mujer.', 'agredio', null],
  ['agresion', 'Lo atacan en la esquina.', 'atacan', null],
  ['redada', 'La redada empieza a las seis.', 'La redada', 'El operativo empieza a las seis.'],
  ['redada', 'Hubo unas redadas en la zona.', 'unas redadas', 'Hubo unos operativos en la zona.'],
  ['victima', 'La víctima cae.', 'víctima', 'La persona cae.'],
  ['victima', 'Las victimas caen.', 'victimas', 'Las personas caen.'],
  ['perpetrador', 'El agresor se va.', 'agresor', 'El agente se va.'],
  ['inocente', 'Un hombre inocente cae.', 'inocente', 'Un hombre cae.'],
  ['criminal-es', 'Gritan a los criminales.', 'los criminales', 'Gritan a las personas.'],
  ['criminal-es', 'Un delincuente corre por la calle.', 'Un delincuente', 'Una persona corre por la calle.'],
  ['excesivo', 'Usa fuerza excesiva.', 'excesiva', 'Usa fuerza.'],
  ['excesivo', 'La fuerza es excesiva.', 'excesiva', null],
  ['sin-razon', 'Lo empujan sin razón alguna.', 'sin razón alguna', 'Lo empujan.'],
  [
    'nego-identificarse',
    'El agente se negó a identificarse.',
    'se negó a identificarse',
    'El agente no da ninguna identificación audible.',
  ],
  [
    'nego-identificarse',
    'Los agentes se negaron a identificarse.',
    'se negaron a identificarse',
    'Los agentes no dan ninguna identificación audible.',
  ],
  ['mintio', 'El agente mintió.', 'mintió', 'El agente dice «…».'],
  ['emocion', 'Cierra la puerta con rabia.', 'con rabia', 'Cierra la puerta.'],
  ['animo', 'El agente está furioso.', 'furioso', null],
  ['intencion', 'Levanta el bastón para asustar a la gente.', 'para asustar a la gente', 'Levanta el bastón.'],
];

/** Texts that a careless rule would flag. */
const leftAlone: readonly string[] = [
  'The agent says "you were attacked".',
  'The agent says “illegal alien”.',
  'He shouts: "criminals, all of you',
  'She says «es una redada» and walks on.',
  'The case is heard in criminal court.',
  'A criminal complaint is on the table.',
  'An HSI criminal investigator stands at the door.',
  'A legal observer stands at the lawful assembly sign.',
  'He says he has had a heart attack.',
  'A person holds an assault rifle.',
  'A person lies on the ground and is lying on the left side.',
  'A card of Victim Services lies on the seat.',
  'The car is illegally parked.',
  'An air raid siren is audible.',
  'The badges are braided.',
  'He walks to the hurt man.',
  'The agent refuses to give way.',
  'Innocent until proven guilty is printed on the sign.',
  'Se oye un ataque de tos.',
  'Tiene un ataque al corazón.',
  'Un agente lleva un rifle de asalto.',
  'Muestra los antecedentes criminales.',
  'Habla a propósito del coche.',
  'El agente comenta algo y camina rápido.',
  'La orden de secuestro judicial está sobre la mesa.',
  'Dice que mientras tanto espera.',
  'Dice: «es un criminal».',
  'Una persona legal observadora está allí.',
];

describe('the wording helper', () => {
  it.each(flagged)('%s: %s', (rule, text, found, followed) => {
    const hint = wordingHints(text).find((candidate) => candidate.key.startsWith(`${rule}:`));
    expect(hint?.found).toBe(found);
    expect(text.normalize('NFC').slice(hint?.start, hint?.end)).toBe(found);
    expect(hint?.instead === null || hint === undefined ? null : followHint(text, hint)).toBe(followed);
  });

  it('has a line here for every rule', () => {
    expect(new Set(flagged.map(([rule]) => rule))).toEqual(new Set(wordingRules.map(({ id }) => id)));
  });

  it.each(leftAlone.map((text) => [text] as const))('leaves alone: %s', (text) => {
    expect(wordingHints(text)).toEqual([]);
  });

  it('lets an allegation conclude, because it is somebody’s, but not call names or read minds', () => {
    expect(wordingHints('She says it was excessive and illegal, and that he was assaulted.', 'allegation')).toEqual([]);
    const found = wordingHints('That criminals kidnapped the victim on purpose.', 'allegation').map(
      (hint) => hint.found,
    );
    expect(found).toEqual(['criminals', 'kidnapped', 'victim', 'on purpose']);
  });

  it('finds words written with combining accents, and answers in composed form', () => {
    const text = 'La víctima cae.'.normalize('NFD');
    const [hint] = wordingHints(text);
    expect(hint?.found).toBe('víctima');
    expect(hint === undefined ? '' : followHint(text, hint)).toBe('La persona cae.');
  });

  it('takes an inch for an inch, and quotes as far as they go', () => {
    expect(wordingHints('A 6" knife. He is attacked. A 9" bag.').map(({ found }) => found)).toEqual(['attacked']);
    expect(wordingHints('He says "stop" and is attacked.').map(({ found }) => found)).toEqual(['attacked']);
    expect(wordingHints('He says "stop\nand is attacked.').map(({ found }) => found)).toEqual(['attacked']);
  });

  it('speaks the language of the text about words that both languages have', () => {
    expect(wordingHints('El criminal corre por la calle.')[0]?.language).toBe('es');
    expect(wordingHints('The criminal runs to the car.')[0]?.language).toBe('en');
  });

  it('gives the same words the same key, wherever they stand', () => {
    const [first, second] = wordingHints('The victim falls. The victim rises.');
    expect(first?.key).toBe(second?.key);
  });
});
