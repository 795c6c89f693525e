// @ts-check
'use strict';
// One exhibit: its files as tabs, the player or picture, its annotations and everything that is known of the file.

/** @param {ViewerFile} file */
function isVideo(file) {
  return file.mediaType.startsWith('video/') || ['clip', 'context-clip', 'illustrative-aid'].includes(file.role);
}

/** @param {ViewerExhibit} exhibit @returns {ViewerFile[]} */
function filesOf(exhibit) {
  return exhibit.files.flatMap((at) => packet.files[at] ?? []);
}

/** @typedef {{ element: HTMLElement, show: (frame: number | null) => void }} AnnotationList */
/** @typedef {{ player: Player, transport: ReturnType<typeof makeTransport>, frames: Frames | null, source: ViewerSource }} Playing */

class ExhibitView {
  /** @param {ViewerExhibit} exhibit */
  constructor(exhibit) {
    this.exhibit = exhibit;
    this.files = filesOf(exhibit);
    /** @type {Playing | null} */
    this.playing = null;
    this.chosen = 0;
    this.annotations = makeAnnotationList(exhibit, (annotation) => this.jumpTo(annotation));
    this.tabs = this.files.map((file, at) => this.makeTab(file, at));
    this.panel = el('div', { class: 'panel', role: 'tabpanel', id: 'panel', tabindex: '-1' });
    this.below = el('div', { class: 'below' });
    this.element = this.build();
    this.choose(0);
  }

  build() {
    const { exhibit } = this;
    const kind = kindOf(exhibit);
    const tablist = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Files of this exhibit' }, ...this.tabs);
    tablist.addEventListener('keydown', (event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      const to = event.key === 'Home' ? 0 : event.key === 'End' ? this.tabs.length - 1 : this.chosen + step;
      if ((step !== 0 || event.key === 'Home' || event.key === 'End') && this.tabs[to] !== undefined) {
        event.preventDefault();
        this.choose(to);
        this.tabs[to]?.focus();
      }
    });
    const overlaps = exhibit.overlaps.map((label) => {
      const other = packet.exhibits.find((candidate) => candidate.label === label);
      return other === undefined ? el('span', {}, label) : el('a', { href: `#${other.slug}` }, label);
    });
    return el(
      'article',
      { class: 'exhibit', 'aria-labelledby': 'exhibit-title' },
      el(
        'header',
        { class: 'exhibit-head' },
        el(
          'h2',
          { id: 'exhibit-title', tabindex: '-1' },
          el('span', { class: 'label' }, exhibit.label),
          ' ',
          el('span', { dir: 'auto' }, exhibit.title),
        ),
        el(
          'p',
          { class: 'badges' },
          kind === null ? null : kindBadge(kind),
          classBadge(exhibit.class),
          el('span', { class: 'class-words' }, packet.classTexts[exhibit.class]),
        ),
        exhibit.reason === 'overlapping-context'
          ? el('p', { class: 'reason' }, 'Context: overlaps an exhibit in time and goes with it.')
          : null,
        exhibit.description === '' ? null : words(exhibit.description),
        overlaps.length === 0
          ? null
          : el(
              'p',
              { class: 'together' },
              'Read together with ',
              ...overlaps.flatMap((link, at) => (at === 0 ? [link] : [', ', link])),
              ': the same recording at the same time.',
            ),
      ),
      tablist,
      el('div', { class: 'bench' }, this.panel, this.annotations.element),
      this.below,
    );
  }

  /** @param {ViewerFile} file @param {number} at */
  makeTab(file, at) {
    const tab = el(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${at}`,
        'aria-controls': 'panel',
        'aria-selected': 'false',
        tabindex: '-1',
        class: file.role,
      },
      el('span', { class: 'tab-label' }, file.label),
      el('span', { class: 'tab-foot' }, file.bates ?? '', ' ', classBadge(file.class)),
    );
    tab.addEventListener('click', () => this.choose(at));
    return tab;
  }

  /** Shows a file; `frame` is where to begin in the source. @param {number} at @param {number | null} [sourceFrame] */
  choose(at, sourceFrame = null) {
    const file = this.files[at];
    if (file === undefined) {
      return;
    }
    this.close();
    this.chosen = at;
    for (const [place, tab] of this.tabs.entries()) {
      tab.setAttribute('aria-selected', String(place === at));
      tab.setAttribute('tabindex', place === at ? '0' : '-1');
    }
    this.panel.setAttribute('aria-labelledby', `tab-${at}`);
    this.panel.replaceChildren();
    this.annotations.show(null);
    if (isVideo(file)) {
      this.showVideo(file, file, sourceFrame);
    } else if (file.mediaType.startsWith('image/')) {
      put(this.panel, picturePanel(this.exhibit, file));
    } else {
      put(
        this.panel,
        textPanel(file, (pts) => this.jumpToPts(pts)),
      );
    }
    const source = packet.sources[file.source];
    this.below.replaceChildren(
      fileFacts(file),
      makingFacts(file),
      ...(source === undefined ? [] : [sourceFacts(source)]),
    );
  }

  /** The file of a tab, or `shown` in its place. @param {ViewerFile} file @param {ViewerFile} shown @param {number | null} sourceFrame */
  showVideo(file, shown, sourceFrame) {
    const source = packet.sources[shown.source];
    const url = fileUrl(shown.path);
    if (source === undefined || url === null) {
      put(this.panel, el('p', { class: 'cannot' }, `${shown.path} cannot be opened from this page.`));
      return;
    }
    const frames = framesOf(shown);
    const video = el('video', {
      src: url,
      preload: 'auto',
      playsinline: '',
      tabindex: '-1',
      'aria-label': `${this.exhibit.label}, ${shown.label}`,
      'data-sound': shown.hasSound ? 'yes' : 'no',
    });
    if (shown.width !== null && shown.height !== null) {
      video.style.setProperty('aspect-ratio', `${shown.width} / ${shown.height}`);
    }
    const stage = el('div', { class: 'stage' }, aidLabel(shown), el('div', { class: 'picture' }, video));
    const readout = makeReadout(shown, source, frames);
    const captions = captionsFor(this.exhibit, shown);
    const track = captions.length === 0 ? null : video.addTextTrack('captions', 'Captions of the recording');
    for (const { start, end, text } of captions) {
      track?.addCue(new VTTCue(Math.max(0, start), end, text));
    }
    if (track !== null) {
      track.mode = 'hidden';
    }
    const marked = frames === null ? null : this.markOf(shown.markedSpan ?? null, frames);
    const whole = frames === null ? null : { first: 0, last: frames.count - 1 };
    /** @type {TimeBar | null} */
    let bar = null;
    const player = new Player(video, frames, (state) => {
      readout.show(state, video.currentTime);
      transport.refresh();
      if (frames !== null) {
        bar?.show(state.frame, frameSentence(frames, state.frame, source));
        this.annotations.show(frames.sourceFrame(state.frame));
      }
    });
    const transport = makeTransport(player, {
      stage,
      captions: track,
      loop: marked ?? whole,
      loopLabel: marked === null ? 'Loop' : 'Loop the span',
    });
    if (frames !== null) {
      bar = new TimeBar(frames, { span: marked, marks: this.marksIn(frames) }, (frame) => player.goTo(frame));
      stage.append(bar.element);
    }
    put(stage, transport.element, readout.element);
    put(
      this.panel,
      file === shown
        ? null
        : el('p', { class: 'instead' }, `Shown instead: ${shown.label}, ${shown.bates ?? shown.path}, ${shown.class}.`),
      stage,
      marked === null || shown.markedSpan === null
        ? null
        : el(
            'p',
            { class: 'hint' },
            `The marked part of the bar is the exhibit: source frames ${framesText(shown.markedSpan)}. The rest is context.`,
          ),
      shown.role === 'illustrative-aid'
        ? el(
            'p',
            { class: 'hint' },
            'Drawings, slow motion or pauses were added. The times of the annotations do not apply to it; choosing one goes to the clip.',
          )
        : null,
    );
    this.playing = { player, transport, frames, source };
    readout.show({ frame: 0, certainty: 'pending', shown: null }, 0);
    const cannot = () => {
      if (this.playing?.player === player) {
        this.cannotPlay(file, shown, stage);
      }
    };
    video.addEventListener('error', cannot);
    video.addEventListener(
      'loadeddata',
      () => {
        if (video.videoWidth === 0) {
          cannot();
        } else {
          const first = sourceFrame === null ? null : (frames?.ofSource(sourceFrame) ?? null);
          player.goTo(first ?? marked?.first ?? 0);
        }
      },
      { once: true },
    );
  }

  /** Says that a browser cannot show a file, and shows the clip made of it. @param {ViewerFile} file @param {ViewerFile} shown @param {HTMLElement} stage */
  cannotPlay(file, shown, stage) {
    this.close();
    stage.remove();
    const codec = packet.sources[shown.source]?.codec ?? '';
    const other = this.files.find(
      (candidate) => isVideo(candidate) && candidate.role !== 'native' && candidate.role !== 'illustrative-aid',
    );
    const what = shown.role === 'native' && codec !== '' ? ` (${codec})` : '';
    this.panel.replaceChildren();
    put(
      this.panel,
      el(
        'p',
        { class: 'cannot' },
        `This browser cannot play ${shown.path}${what}, or the file is not where this page expects it. To see it, open the file itself in a media player such as VLC: `,
        fileLink(shown.path),
        '.',
      ),
    );
    if (file === shown && other !== undefined && other !== shown) {
      this.showVideo(file, other, null);
    } else {
      put(this.panel, smallPicture(this.exhibit));
    }
  }

  /** @param {ViewerFile['span']} span @param {Frames} frames @returns {Mark | null} */
  markOf(span, frames) {
    if (span === null || frames.sourcePts === null) {
      return null;
    }
    const first = Math.max(0, span.inFrame - frames.firstFrame);
    const last = Math.min(frames.count - 1, span.outFrame - 1 - frames.firstFrame);
    return last < first
      ? null
      : { first, last, label: `${this.exhibit.label}, source frames ${framesText(span)}`, kind: 'span' };
  }

  /** @param {Frames} frames @returns {Mark[]} */
  marksIn(frames) {
    return this.exhibit.annotations.flatMap(({ span, title, kind }) => {
      const mark = this.markOf(span, frames);
      return mark === null ? [] : [{ ...mark, label: title, kind }];
    });
  }

  /** Goes to a place of the source: in the file on the screen if it is there, else in the first that has it. @param {number} sourceFrame */
  jumpToFrame(sourceFrame) {
    const here = this.playing?.frames?.ofSource(sourceFrame) ?? null;
    if (here !== null) {
      this.playing?.player.goTo(here);
      return;
    }
    const at = this.files.findIndex(
      (file) => isVideo(file) && (framesOf(file)?.ofSource(sourceFrame) ?? null) !== null,
    );
    if (at === -1) {
      say('No video of this exhibit shows that frame.');
    } else {
      this.choose(at, sourceFrame);
    }
  }

  /** @param {ViewerAnnotation} annotation */
  jumpTo({ span }) {
    const frames = this.playing?.frames ?? null;
    const isWithin =
      frames !== null &&
      frames.sourcePts !== null &&
      span.inFrame < frames.firstFrame &&
      span.outFrame > frames.firstFrame;
    // An annotation that begins before the clip is met at the clip's first frame.
    this.jumpToFrame(isWithin ? frames.firstFrame : span.inFrame);
  }

  /** @param {number} pts */
  jumpToPts(pts) {
    for (const [at, file] of this.files.entries()) {
      const frames = isVideo(file) ? framesOf(file) : null;
      const found =
        frames?.sourcePts?.findIndex(
          (value, frame) => value <= pts && pts < (frames.sourcePts?.[frame + 1] ?? Number.POSITIVE_INFINITY),
        ) ?? -1;
      if (frames !== null && found !== -1) {
        this.choose(at, frames.firstFrame + found);
        return;
      }
    }
    say('No video of this exhibit shows that moment.');
  }

  close() {
    this.playing?.player.close();
    this.playing = null;
  }
}
