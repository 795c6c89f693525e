import { both, observation, type WordingRule, without } from './wording-rule.ts';

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

export const spanishWording: readonly WordingRule[] = [
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
