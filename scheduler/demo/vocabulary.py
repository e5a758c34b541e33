"""The words of the fictitious meeting: what its events are about, and how one speaks of it.

Subjects are noun phrases that need no article, aims begin with a verb in -ing, contexts are sentences,
questions begin with a question word. The grammar in `abstracts` relies on it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """A theme of the meeting with its vocabulary."""

    name: str
    subjects: tuple[str, ...]
    aims: tuple[str, ...]
    contexts: tuple[str, ...]
    questions: tuple[str, ...]


def lines(block: str) -> tuple[str, ...]:
    """The lines of a text, each without the space around it."""
    return tuple(line.strip() for line in block.strip().splitlines())


def _theme(name: str, *blocks: str) -> Theme:
    subjects, aims, contexts, questions = (lines(block) for block in blocks)
    return Theme(name, subjects, aims, contexts, questions)


THEMES = (
    _theme(
        "Prevention",
        """family skills programmes
        school-based prevention
        community prevention coalitions
        prevention in the workplace
        quality standards for prevention
        early support for children and parents""",
        """building resilience in early childhood
        bringing evidence-based prevention to scale
        training the prevention workforce
        linking schools, families and health services
        measuring the long-term effects of prevention
        adapting prevention to different cultures""",
        """Prevention that starts early and follows scientific standards strengthens families and communities.
        International standards are available, yet many activities are still carried out without evaluation.
        Teachers, parents and health workers often work side by side without knowing of each other.""",
        """how programmes can be adapted to local cultures without losing what makes them effective
        which skills prevention workers need and how these can be certified
        how small municipalities can finance prevention over many years""",
    ),
    _theme(
        "Treatment and recovery",
        """community-based treatment
        continuity of care
        recovery support services
        services for people with opioid use disorders
        peer support in recovery
        quality assurance in treatment services""",
        """closing the gap between need and access to treatment
        integrating treatment into primary health care
        reducing stigma in health services
        supporting reintegration through work and housing
        improving the quality of treatment
        making services welcoming to women""",
        """Drug use disorders can be treated, and treatment works best close to where people live.
        Waiting times and distance keep many people from services that would help them.
        Recovery takes years and depends on work, housing and family as much as on medicine.""",
        """how waiting times can be shortened with the staff that is available
        which quality standards are useful in small services
        how people in recovery can take part in planning services""",
    ),
    _theme(
        "Access to controlled medicines",
        """estimates of medical needs
        pain relief and palliative care
        electronic import and export authorizations
        training of health professionals in pain management
        procurement of essential medicines
        controlled medicines in humanitarian aid""",
        """improving access to controlled medicines while preventing diversion
        simplifying procedures for import and export
        making palliative care available to children
        preparing medical supplies for emergencies
        strengthening competent national authorities
        bringing together regulators and clinicians""",
        """Medicines under international control are indispensable for the relief of pain and suffering.
        Availability differs widely between regions, although most of the medicines concerned are not costly.
        After a natural disaster, delays in procedures can keep essential medicines from patients.""",
        """how estimates of medical needs can become more accurate
        which procedures can be simplified without weakening control
        how health professionals gain confidence in prescribing""",
    ),
    _theme(
        "Alternative development",
        """sustainable livelihoods
        access to markets for small farmers
        land titles and rural credit
        forest protection and agroforestry
        women's cooperatives
        long-term investment in rural areas""",
        """linking alternative development with environmental protection
        opening markets for the products of alternative development
        measuring human development beyond hectares
        including farmers in the design of programmes
        combining roads, schools and rural finance
        restoring soils and forests""",
        """Alternative development succeeds where communities own the plan and have time to see it through.
        Good harvests help little as long as roads, storage and buyers are missing.
        Cooperatives give families a stable income and a voice in the affairs of their district.""",
        """how small producers can meet the standards of distant markets
        which indicators show progress in the lives of families
        how programmes can continue when a project ends""",
    ),
    _theme(
        "Precursors and synthetic drugs",
        """partnerships with the chemical industry
        early warning systems
        pre-export notifications
        lists of non-scheduled chemicals
        voluntary codes for online platforms
        national action plans on synthetic drugs""",
        """preventing the diversion of precursors
        identifying new psychoactive substances early
        sharing information on emerging substances
        responding to synthetic drugs with a focus on health
        engaging industry in voluntary cooperation
        keeping legitimate trade free of unnecessary burdens""",
        """New substances appear faster than lists can be amended, so that early information is valuable.
        Most companies wish to cooperate and ask for clear contacts and simple rules.
        A warning helps only if it reaches hospitals, laboratories and the public in time.""",
        """how alerts can travel from a laboratory to a hospital within a day
        which information companies can share and in what form
        how small administrations can follow a fast-changing market""",
    ),
    _theme(
        "Forensic and laboratory services",
        """national drug testing laboratories
        reference standards and test kits
        proficiency testing
        wastewater analysis
        field identification devices
        regional laboratory networks""",
        """strengthening forensic capacity
        improving the quality of laboratory results
        linking laboratories with early warning systems
        sharing spectra and reference data
        protecting the health of laboratory staff
        making forensic data useful for public health""",
        """Reliable results are the basis of fair proceedings and of sound health policy.
        Many laboratories work with few instruments and wait for months for reference material.
        Networks allow laboratories to compare results and to learn from each other.""",
        """how laboratories can obtain reference material more quickly
        which methods give reliable results at low cost
        how results can be shared while personal data remain protected""",
    ),
    _theme(
        "Youth and education",
        """youth-led initiatives
        life skills education
        sport and the arts
        youth participation in policymaking
        digital media literacy
        mentoring programmes""",
        """giving young people a voice in drug policy
        supporting young people on the way from school to work
        protecting young people online
        training youth workers
        connecting schools and youth centres
        listening to young people in rural areas""",
        """Young people know best how to reach their peers and which messages they trust.
        Skills for life are learned in classrooms, on sports fields and in workshops alike.
        Youth organisations bring ideas and energy but seldom have lasting funds.""",
        """how young people can take part in decisions from the beginning
        which activities keep their effect after a year
        how teachers can be supported in addressing sensitive topics""",
    ),
    _theme(
        "Health in prisons",
        """health care in prisons
        continuity of care on release
        alternatives to imprisonment in appropriate cases
        infection prevention in closed settings
        training of prison health staff
        services for women in prison""",
        """making prison health a part of public health
        preparing release from the first day
        preventing infectious diseases in closed settings
        supporting parents in prison and their children
        protecting the health of prison staff
        improving cooperation between ministries of health and of justice""",
        """People in prison return to their communities, and their health is the health of all.
        The weeks after release are a time of high risk and call for close cooperation between services.
        Health staff in prisons often work alone and seldom have access to further training.""",
        """how medical records can follow a person on release
        which tasks ministries of health and of justice can share
        how families can be included in the preparation of release""",
    ),
    _theme(
        "Data and research",
        """national drug observatories
        household and school surveys
        open data on drugs
        qualitative research
        indicators for the evaluation of policies
        treatment registers""",
        """improving the quality of national data
        easing the burden of reporting
        bringing research into policy
        closing data gaps step by step
        protecting privacy in research
        finding a common language between researchers and decision makers""",
        """Policies need data that are recent, comparable and understood by those who use them.
        Many questionnaires ask for the same figures in different forms.
        Good research begins with a question that practitioners find useful.""",
        """which few indicators every country could report
        how results can be written for readers without much time
        how privacy can be protected when registers are combined""",
    ),
    _theme(
        "International cooperation",
        """joint training of customs officers
        maritime cooperation
        container control at seaports
        information exchange between regional centres
        mutual legal assistance
        security of parcels and postal items""",
        """strengthening cooperation across borders
        sharing responsibility between regions
        building trust between liaison officers
        protecting legitimate trade and travel
        supporting small administrations
        turning commitments into practice""",
        """Cooperation begins with people who know whom to call and who answer on the same day.
        Small administrations gain most from shared training and common procedures.
        Requests succeed more often when both sides use the same forms and the same language.""",
        """how requests can be answered within days rather than months
        which forms of joint training have a lasting effect
        how small administrations can take part on an equal footing""",
    ),
)

SETTINGS = lines("""at the local level
    where resources are limited
    in small island States
    over the long term
    in middle-income countries
    in three regions
    in border regions
    in periods of rapid change""")

ANGLES = lines("""lessons from five years of practice
    what works and what is needed
    from pilot project to national scale
    experience from the field
    a dialogue between practitioners and policymakers
    standards, training and evaluation
    costs, benefits and evidence
    next steps for partners""")

METHODS = lines("""Three short case studies show what worked, what did not, and what it cost.
    A demonstration with materials from the field opens the meeting.
    Two practitioners describe a typical working day and the obstacles they meet.
    The organisers introduce a draft checklist and ask the audience to test it.
    After a short film, the speakers report from urban and from rural areas.
    The results of a survey among practitioners are presented for the first time.""")

OUTCOMES = lines("""The main points will be summarized in a short paper that all delegations can use.
    Slides and further reading will be made available after the event.
    The organisers hope to form an informal group that continues the exchange after the session.
    Written comments are welcome until the end of the month.
    A list of contacts will be circulated to all who wish to cooperate.""")

PRACTICAL = lines("""Questions can be sent in advance through the page of the event.
    Half of the time is reserved for questions from the floor.
    Sign language interpretation can be arranged on request.
    Printed material will be available in large type.
    Light refreshments will be offered at the entrance.""")

DISPLAYS = lines("""Photographs and short texts tell of daily work in six places.
    Visitors can try out the material and take copies home.
    The makers of the exhibition are present from noon to two o'clock and gladly answer questions.
    Texts are shown in large type and can be heard through a telephone.""")

CONTRIBUTIONS = lines("""Contributions come from {names}.
    Speakers from {names} report on their own experience.
    The programme was prepared together with {names}.""")

EXCHANGE = lines("""Coopération et échange d'expériences
    Cooperación e intercambio de experiencias
    التعاون وتبادل الخبرات
    合作与经验交流
    Сотрудничество и обмен опытом
    İş birliği ve ortak deneyim""")
"""'Cooperation and exchange of experience' in the other official languages, and nearly so in Turkish."""
