/** Where a rule applies: an observation states what is seen; an allegation may draw conclusions, as somebody's. */
export type WordingField = 'observation' | 'allegation';

export type WordingRule = {
  readonly id: string;
  readonly language: 'en' | 'es';
  readonly fields: readonly WordingField[];
  /** Words as they are typed, with or without accents; letters on either side are never part of a match. */
  readonly pattern: string;
  /** What the same words mean nothing of the kind in. A match inside one of these is left alone. */
  readonly except?: string;
  readonly advice: string;
  /** What can stand instead, made from the match; absent or null where only the reviewer can know. */
  readonly instead?: (found: RegExpExecArray) => string | null;
};

const both: readonly WordingField[] = ['observation', 'allegation'];
const observation: readonly WordingField[] = ['observation'];

/** "an innocent man" without "innocent" is "a man". */
function withoutAdjective(found: RegExpExecArray): string {
  const { article = '', next = '' } = found.groups ?? {};
  if (article === '') {
    return next;
  }
  const isUpper = article.startsWith('A');
  const fitting = /^[aeiou]/i.test(next) ? 'an' : 'a';
  return `${isUpper ? fitting.replace('a', 'A') : fitting} ${next}`;
}

const beforePredicate =
  /(?:is|are|was|were|be|been|being|seems?|looks?|es|son|fue|fueron|era|eran|est[aá]n?|parecen?|ser)\s+(?:not\s+|no\s+|very\s+|muy\s+)?$/i;

/** Takes the words out, unless the sentence would be left without its end ("The stop is …"). */
function without(found: RegExpExecArray): string | null {
  return beforePredicate.test(found.input.slice(0, found.index)) ? null : '';
}

/** The other word with the article that it needs in Spanish. */
function withArticle(found: RegExpExecArray, one: string, many: string, gender: 'm' | 'f'): string {
  const { article = '', plural = '' } = found.groups ?? {};
  const isMany = plural !== '';
  const articles = {
    m: { el: 'el', un: 'un', los: 'los', unos: 'unos' },
    f: { el: 'la', un: 'una', los: 'las', unos: 'unas' },
  };
  const family = /^un/i.test(article) ? (isMany ? 'unos' : 'un') : isMany ? 'los' : 'el';
  const word = isMany ? many : one;
  if (article === '') {
    return word;
  }
  const fitting = articles[gender][family];
  return `${/^\p{Lu}/u.test(article) ? `${fitting.charAt(0).toUpperCase()}${fitting.slice(1)}` : fitting} ${word}`;
}

const english: readonly WordingRule[] = [
  {
    id: 'illegal-alien',
    language: 'en',
    fields: both,
    pattern: '(?<article>an?\\s+)?illegal\\s+(?:alien|immigrant|migrant)(?<plural>s)?|(?<many>illegals)',
    advice: 'write “person”; status is not seen',
    instead: ({ groups = {} }) =>
      groups['many'] !== undefined || groups['plural'] !== undefined
        ? 'persons'
        : groups['article'] === undefined
          ? 'person'
          : `${groups['article'].charAt(0)} person`,
  },
  {
    id: 'illegal',
    language: 'en',
    fields: observation,
    pattern: '(?:(?<article>an?)\\s+)?(?:illegal|unlawful)(?:ly)?\\s+(?<next>\\p{L}+)|(?:illegal|unlawful)(?:ly)?',
    except: 'illegal(?:ly)?\\s+parked',
    advice: 'describe the act; whether it is lawful is decided elsewhere',
    instead: (found) => (found.groups?.['next'] === undefined ? without(found) : withoutAdjective(found)),
  },
  {
    id: 'kidnap',
    language: 'en',
    fields: both,
    pattern:
      '(?:(?<be>is|are|was|were)\\s+(?:being\\s+)?)?(?:kidnap(?:p?ed|p?ing|s)?|abduct(?:ed|ing|s)?|kidnapp?ers?|abductors?|abductions?)',
    advice: 'write “is placed in a vehicle”, or what else is seen',
    instead: ({ 0: whole, groups = {} }) =>
      groups['be'] !== undefined && /ed$/i.test(whole)
        ? `${/^(are|were)$/i.test(groups['be']) ? 'are' : 'is'} placed in a vehicle`
        : null,
  },
  {
    id: 'assault',
    language: 'en',
    fields: observation,
    pattern: 'assault(?:ed|ing|s)?|attack(?:ed|ing|s)?|attackers?|brutali[sz](?:e[ds]?|ing)',
    except: 'assault\\s+(?:rifles?|weapons?)|(?:heart|panic|asthma|anxiety)\\s+attacks?|attack\\s+dogs?',
    advice: 'describe the movement: who touches whom, where, with what',
  },
  {
    id: 'raid',
    language: 'en',
    fields: both,
    pattern: '(?:(?<article>a)\\s+)?raid(?<plural>s)?|raid(?:ed|ing)',
    except: 'air\\s+raids?',
    advice: 'write “operation”',
    instead: ({ 0: whole, groups = {} }) => {
      if (/(ed|ing)$/i.test(whole)) {
        return null;
      }
      const word = groups['plural'] === undefined ? 'operation' : 'operations';
      return groups['article'] === undefined ? word : `${groups['article']}n ${word}`;
    },
  },
  {
    id: 'victim',
    language: 'en',
    fields: both,
    pattern: 'victim(?<plural>s)?',
    except: '(?:crime\\s+)?victims?\\s+(?:services?|advocates?|compensation|witness|impact|assistance)',
    advice: 'write “person”, or the subject’s name here',
    instead: ({ groups = {} }) => (groups['plural'] === undefined ? 'person' : 'persons'),
  },
  {
    id: 'perpetrator',
    language: 'en',
    fields: both,
    pattern: '(?:perpetrator|assailant)(?<plural>s)?|perp(?<short>s)?',
    except: 'perp\\s+walks?',
    advice: 'write “agent” or “person”, or the subject’s name here',
    instead: ({ groups = {} }) =>
      groups['plural'] === undefined && groups['short'] === undefined ? 'agent' : 'agents',
  },
  {
    id: 'innocent',
    language: 'en',
    fields: both,
    pattern: '(?:(?<article>an)\\s+)?innocent\\s+(?<next>\\p{L}+)|innocents?',
    except: 'innocent\\s+until',
    advice: 'write “person”',
    instead: (found) => (found.groups?.['next'] === undefined ? null : withoutAdjective(found)),
  },
  {
    id: 'criminal',
    language: 'en',
    fields: both,
    pattern: 'criminal(?<plural>s)?',
    except:
      'criminal\\s+(?:courts?|complaints?|records?|charges?|cases?|codes?|law|laws|statutes?|investigations?|investigators?|investigative|justice|divisions?|warrants?|history|histories|defen[cs]e|procedures?|proceedings?|appeals?|lawyers?|matters?|penalty|penalties|referrals?)',
    advice: 'write “person”',
    instead: ({ groups = {} }) => (groups['plural'] === undefined ? 'person' : 'persons'),
  },
  {
    id: 'excessive',
    language: 'en',
    fields: observation,
    pattern:
      '(?:(?<article>an)\\s+)?(?:excessive(?:ly)?|unprovoked|unjustified|gratuitous)\\s+(?<next>\\p{L}+)|excessive(?:ly)?|unprovoked|unjustified',
    advice: 'put the facts in their order in time',
    instead: (found) => (found.groups?.['next'] === undefined ? without(found) : withoutAdjective(found)),
  },
  {
    id: 'no-reason',
    language: 'en',
    fields: observation,
    pattern:
      'for\\s+(?:absolutely\\s+)?no\\s+(?:apparent\\s+)?reason|without\\s+(?:any\\s+)?(?:reason|provocation|cause)',
    except: 'without\\s+reason\\s+given|without\\s+probable\\s+cause',
    advice: 'put the facts in their order in time',
    instead: without,
  },
  {
    id: 'refused-identify',
    language: 'en',
    fields: both,
    pattern:
      'refus(?:es?|ed|ing)\\s+to\\s+(?:identify|give|show|provide)(?:\\s+(?<who>himself|herself|themselves|itself|(?:his|her|their|any|a)\\s+(?:name|names|badge|badges|identification|id)))?',
    except:
      'refus(?:es?|ed|ing)\\s+to\\s+(?:give|show|provide)(?!\\s+(?:his|her|their|any|a)\\s+(?:names?|badges?|identification|id)(?!\\p{L}))',
    advice: 'write “no identification is audible” or “visible”',
    instead: ({ 0: whole, groups = {} }) =>
      groups['who'] === undefined || /ing\s+to/i.test(whole)
        ? null
        : `${/themselves|their/i.test(groups['who']) ? 'give' : 'gives'} no audible identification`,
  },
  {
    id: 'lied',
    language: 'en',
    fields: both,
    pattern: 'lied|lying\\s+(?:about|to\\s+(?:him|her|them))|(?:tells|told|telling)\\s+(?:a\\s+lie|lies)',
    advice: 'quote the words',
    instead: ({ 0: whole }) => (whole.toLowerCase() === 'lied' ? 'says “…”' : null),
  },
  {
    id: 'feeling',
    language: 'en',
    fields: both,
    pattern:
      'angrily|furiously|aggressively|violently|brutally|viciously|savagely|cruelly|callously|maliciously|deliberately|intentionally|purposely|purposefully|recklessly|needlessly|unnecessarily|gratuitously|on\\s+purpose|out\\s+of\\s+(?:anger|spite|hatred)',
    advice: 'leave feelings and intent out, or quote',
    instead: without,
  },
  {
    id: 'mood',
    language: 'en',
    fields: both,
    pattern: 'angry|furious|enraged|terrified|malicious|sadistic|vindictive',
    advice: 'describe voice, face or movement, or quote',
  },
  {
    id: 'intent',
    language: 'en',
    fields: both,
    pattern:
      '(?:in\\s+order\\s+to|so\\s+as\\s+to|to|trying\\s+to|intending\\s+to|wanting\\s+to|wants\\s+to)\\s+(?:scare|frighten|intimidate|punish|humiliate|terrori[sz]e|hurt|provoke|retaliate\\s+against)\\s+[^.,;:!?\\n"“”«»]{0,60}',
    advice: 'leave the purpose out, or quote who states it',
    instead: without,
  },
];

const spanish: readonly WordingRule[] = [
  {
    id: 'ilegales',
    language: 'es',
    fields: both,
    pattern:
      '(?:(?<article>el|un|los|unos)\\s+)?(?:extranjero|inmigrante|migrante)(?<plural>s)?\\s+ilegal(?:es)?|(?<article2>los|unos)\\s+ilegales',
    advice: 'escriba «persona»; la situación migratoria no se ve',
    instead: (found) =>
      found.groups?.['article2'] === undefined
        ? withArticle(found, 'persona', 'personas', 'f')
        : `${/^\p{Lu}/u.test(found.groups['article2']) ? 'L' : 'l'}as personas`,
  },
  {
    id: 'ilegal',
    language: 'es',
    fields: observation,
    pattern: '(?:ilegal|il[ií]cit[oa]s?|ilegales)(?:mente)?',
    except: 'mal\\s+estacionad[oa]\\s+ilegal',
    advice: 'describa el acto; si es legal se decide en otro lugar',
    instead: without,
  },
  {
    id: 'secuestro',
    language: 'es',
    fields: both,
    pattern:
      '(?:(?<be>es|fue|son|fueron)\\s+)?(?:secuestr(?:ad[oa]s?|[oó]|aron|an?|ar|ando|ador(?:es)?)|rapt(?:ad[oa]s?|[oó]|aron|ar))',
    except: 'secuestro\\s+(?:judicial|preventivo|de\\s+bienes)',
    advice: 'escriba «es puesto en un vehículo», o lo que se vea',
    instead: ({ 0: whole, groups = {} }) => {
      const ending = /ad([oa]s?)$/i.exec(whole)?.[1];
      if (groups['be'] === undefined || ending === undefined) {
        return null;
      }
      return `${ending.endsWith('s') ? 'son' : 'es'} puest${ending} en un vehículo`;
    },
  },
  {
    id: 'agresion',
    language: 'es',
    fields: observation,
    pattern:
      'agred(?:i[oó]|ieron|id[oa]s?|en?|ir|iendo)|agresi[oó]n(?:es)?|atac(?:[oó]|aron|ad[oa]s?|an?|ar|ando)|ataques?|asalt(?:[oó]|aron|ad[oa]s?|an?|ar|ando)|brutaliz(?:[oó]|aron|ad[oa]s?|an?|ar|ando)',
    except:
      'ataques?\\s+(?:al\\s+coraz[oó]n|card[ií]acos?|de\\s+(?:p[aá]nico|asma|nervios|ansiedad|tos|epilepsia)|epil[eé]pticos?)|(?:rifles?|fusil(?:es)?|armas?)\\s+de\\s+asalto',
    advice: 'describa el movimiento: quién toca a quién, dónde, con qué',
  },
  {
    id: 'redada',
    language: 'es',
    fields: both,
    pattern: '(?:(?<article>la|una|las|unas)\\s+)?redada(?<plural>s)?',
    advice: 'escriba «operativo»',
    instead: (found) => withArticle(found, 'operativo', 'operativos', 'm'),
  },
  {
    id: 'victima',
    language: 'es',
    fields: both,
    pattern: 'v[ií]ctima(?<plural>s)?',
    except: '(?:servicios?|atenci[oó]n|asistencia|compensaci[oó]n)\\s+(?:a|para)\\s+(?:las\\s+)?v[ií]ctimas?',
    advice: 'escriba «persona», o el nombre que el sujeto tiene aquí',
    instead: ({ groups = {} }) => (groups['plural'] === undefined ? 'persona' : 'personas'),
  },
  {
    id: 'perpetrador',
    language: 'es',
    fields: both,
    pattern: '(?:perpetrador|agresor)(?<plural>es)?|(?:perpetradora|agresora)(?<plural2>s)?',
    advice: 'escriba «agente» o «persona», o el nombre que el sujeto tiene aquí',
    instead: ({ groups = {} }) =>
      groups['plural'] === undefined && groups['plural2'] === undefined ? 'agente' : 'agentes',
  },
  {
    id: 'inocente',
    language: 'es',
    fields: both,
    pattern: 'inocentes?',
    except: 'd[ií]a\\s+de\\s+los\\s+(?:santos\\s+)?inocentes|inocente\\s+hasta',
    advice: 'escriba «persona»',
    instead: without,
  },
  {
    id: 'criminal-es',
    language: 'es',
    fields: both,
    pattern: '(?:(?<article>el|un|los|unos)\\s+)?(?:criminal|delincuente|malhechor)(?<plural>e?s)?',
    except:
      '(?:antecedentes?|denuncias?|tribunal(?:es)?|c[oó]digos?|investigaci[oó]n(?:es)?|casos?|justicia|historial(?:es)?|[oó]rden(?:es)?|derecho|cargos?|procesos?|divisi[oó]n|expedientes?|querellas?)\\s+criminal(?:es)?',
    advice: 'escriba «persona»',
    instead: (found) => withArticle(found, 'persona', 'personas', 'f'),
  },
  {
    id: 'excesivo',
    language: 'es',
    fields: observation,
    pattern: 'excesiv(?:[oa]s?|amente)|injustificad(?:[oa]s?|amente)',
    advice: 'ponga los hechos en su orden en el tiempo',
    instead: without,
  },
  {
    id: 'sin-razon',
    language: 'es',
    fields: observation,
    pattern: 'sin\\s+(?:ning[uú]n\\s+|ninguna\\s+)?(?:raz[oó]n|motivo|provocaci[oó]n|causa)(?:\\s+alguna?)?',
    except: 'sin\\s+causa\\s+probable',
    advice: 'ponga los hechos en su orden en el tiempo',
    instead: without,
  },
  {
    id: 'nego-identificarse',
    language: 'es',
    fields: both,
    pattern: '(?:se\\s+(?:neg[oó]|niega|negaron|niegan)\\s+a|rehus(?:[oó]|a|aron|an)|reh[uú]sa[n]?)\\s+identificarse',
    advice: 'escriba «no se oye ninguna identificación» o «no se ve»',
    instead: ({ 0: whole }) =>
      `${/(?:negaron|niegan|aron|an)\s/i.test(whole) ? 'no dan' : 'no da'} ninguna identificación audible`,
  },
  {
    id: 'mintio',
    language: 'es',
    fields: both,
    pattern: 'minti[oó]|mintieron|mienten?|mintiendo|mentiras?',
    advice: 'cite las palabras',
    instead: ({ 0: whole }) => (/^minti[oó]$/i.test(whole) ? 'dice «…»' : null),
  },
  {
    id: 'emocion',
    language: 'es',
    fields: both,
    pattern:
      'agresivamente|violentamente|brutalmente|salvajemente|cruelmente|maliciosamente|deliberadamente|intencional(?:mente)?|intencionadamente|innecesariamente|a\\s+prop[oó]sito|con\\s+(?:rabia|ira|furia|odio|sa[ñn]a)',
    except: 'a\\s+prop[oó]sito\\s+(?:de|del)',
    advice: 'omita emociones e intenciones, o cite',
    instead: without,
  },
  {
    id: 'animo',
    language: 'es',
    fields: both,
    pattern: 'enojad[oa]s?|furios[oa]s?|enfurecid[oa]s?|aterrorizad[oa]s?|s[aá]dic[oa]s?',
    advice: 'describa la voz, la cara o el movimiento, o cite',
  },
  {
    id: 'intencion',
    language: 'es',
    fields: both,
    pattern:
      '(?:para|a\\s+fin\\s+de|con\\s+el\\s+fin\\s+de|con\\s+intenci[oó]n\\s+de)\\s+(?:asustar|intimidar|castigar|humillar|aterrorizar|provocar|lastimar)(?:l[aeo]s?)?(?:\\s+[^.,;:!?\\n"“”«»]{0,60})?',
    advice: 'omita el propósito, o cite a quien lo dice',
    instead: without,
  },
];

/** Every rule of specs/evidence.md 4.8, in both languages. The longer and more particular ones stand first. */
export const wordingRules: readonly WordingRule[] = [...english, ...spanish];
