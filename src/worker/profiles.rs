//! Lists, tests and removes profiles: the join of the app's list and the session with its configuration.

use super::connect;
use super::services::Services;
use crate::app::{ProfileEvent, ProfileRequest, ProfileRow, ProfileStatus};
use crate::config::{self, Config};
use crate::model::{Error, ErrorKind, Profile, ProfileName, Result, World};
use crate::session::Session;
use crate::session::check::{self, Report};
use crate::session::setup;

/// The profiles of a session, on screen or not, as the run began.
pub fn profile_rows(session: &Session) -> Vec<ProfileRow> {
    let all = session.profile_list().into_iter();
    all.map(|(profile, configured)| row_of(profile, configured, ProfileStatus::Here)).collect()
}

/// Does what is asked.
pub(super) async fn answer(services: &Services, ask: ProfileRequest) -> ProfileEvent {
    match ask {
        ProfileRequest::List => match setup::load(&services.paths) {
            Ok(config) => ProfileEvent::List(compare(&services.session, &config), None),
            // The run goes on with what it began with.
            Err(mistakes) => ProfileEvent::List(profile_rows(&services.session), Some(mistakes)),
        },
        ProfileRequest::Check(profile) => {
            let report = check(services, &profile).await;
            let (findings, failed) = (connect::findings_of(&report), report.has_failed());
            ProfileEvent::Checked { profile, findings, failed }
        }
        ProfileRequest::Remove(profile) => {
            let removed = remove(services, &profile).await;
            ProfileEvent::Removed(profile, removed)
        }
    }
}

/// The profiles of the file as it is now, and those of the run that are not in it.
fn compare(session: &Session, config: &Config) -> Vec<ProfileRow> {
    let run = session.profile_list();
    let of_run = |name: &ProfileName| run.iter().find(|(profile, _)| profile.name == *name);
    let in_file = |name: &ProfileName| config.profiles.iter().any(|profile| profile.name == *name);
    let (mut rows, mut gone) = (Vec::new(), Vec::new());
    for (profile, configured) in &run {
        match configured {
            None => rows.push(row_of(profile.clone(), None, ProfileStatus::Here)),
            Some(_) if in_file(&profile.name) => {}
            Some(_) => gone.push(row_of(profile.clone(), *configured, ProfileStatus::Gone)),
        }
    }
    for now in &config.profiles {
        rows.push(match of_run(&now.name) {
            Some((profile, Some(then))) if *then == now => row_of(profile.clone(), Some(now), ProfileStatus::Here),
            Some((profile, Some(_))) => row_of(profile.clone(), Some(now), ProfileStatus::Changed),
            Some((_, None)) | None => {
                let (name, provider) = (now.name.clone(), now.provider());
                let profile = Profile { name, provider, world: World::Live, read_only: now.read_only };
                row_of(profile, Some(now), ProfileStatus::New)
            }
        });
    }
    rows.extend(gone);
    rows
}

/// Finds out whether a profile works as config.toml has it by now, else as the run has it.
async fn check(services: &Services, name: &ProfileName) -> Report {
    let config = if services.session.world() == World::Live { setup::load(&services.paths).ok() } else { None };
    let now = config.and_then(|config| config.profiles.into_iter().find(|profile| profile.name == *name));
    match now {
        Some(profile) => check::check(&profile, services.session.reader()).await,
        None => services.session.check(name).await,
    }
}

/// Removes a profile, and says what there is to say of its secrets. One with changes that nobody knows the end of
/// stays: only through it can they be looked up.
async fn remove(services: &Services, name: &ProfileName) -> Result<Vec<String>> {
    let open = setup::open_changes(&services.paths, name).await?;
    if open > 0 {
        let message = format!(
            "The profile {name} stays: changes through it whose outcome is not known yet: {open}. Without it nobody \
             can look them up."
        );
        return Err(Error::new(ErrorKind::Refused, message).advise(format!(
            "Wait until they are settled (`qrdeck journal settle`). `qrdeck profile remove {name}` removes it all \
             the same."
        )));
    }
    let setup::Removed { files, unchecked, .. } = setup::remove(&services.paths, name).await?;
    services.prompter.forget(name);
    let stays = |file: &std::path::PathBuf| format!("Its secret stays in {}.", file.display());
    let kept = |error: Error| format!("Nothing was removed from the keyring: {}", error.message);
    Ok(files.iter().map(stays).chain(unchecked.map(kept)).collect())
}

/// A profile with what its configuration says of it.
fn row_of(profile: Profile, configured: Option<&config::Profile>, status: ProfileStatus) -> ProfileRow {
    let Some(configured) = configured else { return ProfileRow::bare(profile) };
    ProfileRow {
        profile,
        account: configured.account.name(),
        address: configured.account.address().map(ToString::to_string).unwrap_or_default(),
        secrets: configured.secrets(),
        status,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::config::Paths;
    use crate::session::Options;

    const EU: &str =
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nwaba_ids = [\"1\", \"2\"]\nsecret = \"prompt\"\n";
    const ASIA: &str = "[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\naccess_key_id = \"LTAI\"\n";

    fn services(root: &Path, text: &str, options: &Options) -> Services {
        let paths = Paths { config_file: root.join("config.toml"), config_named: false, data_dir: root.join("data") };
        std::fs::write(&paths.config_file, text).unwrap();
        let session = Session::open(options, &paths).unwrap();
        Services::new(Arc::new(session), paths, Arc::default())
    }

    async fn list(services: &Services) -> (Vec<(String, ProfileStatus)>, Option<Error>) {
        let ProfileEvent::List(rows, mistakes) = answer(services, ProfileRequest::List).await else { panic!() };
        (rows.into_iter().map(|row| (row.profile.name.to_string(), row.status)).collect(), mistakes)
    }

    #[tokio::test]
    async fn what_changed_in_the_file_is_told_apart() {
        let root = tempfile::tempdir().unwrap();
        let services = services(root.path(), &format!("{EU}{ASIA}"), &Options::default());
        let row = profile_rows(&services.session).remove(0);
        assert_eq!((row.account.as_str(), row.places().as_str()), ("1, 2", "prompt"));
        let here = |name: &str| (name.to_owned(), ProfileStatus::Here);
        assert_eq!(list(&services).await, (vec![here("eu"), here("asia")], None));
        let now = format!("{}{}", ASIA.replace("asia", "new"), EU.replace("\"1\", ", ""));
        std::fs::write(root.path().join("config.toml"), now).unwrap();
        let wanted = [("new", ProfileStatus::New), ("eu", ProfileStatus::Changed), ("asia", ProfileStatus::Gone)];
        assert_eq!(list(&services).await.0, wanted.map(|(name, status)| (name.to_owned(), status)));
        std::fs::write(root.path().join("config.toml"), EU.replace("waba_ids", "waba_idz")).unwrap();
        let (rows, mistakes) = list(&services).await;
        assert_eq!(rows, [here("eu"), here("asia")]);
        assert!(mistakes.is_some_and(|error| {
            error.message.contains("line 4: The key `waba_idz` is unknown. Did you mean `waba_ids`?")
        }));
    }

    #[tokio::test]
    async fn beside_the_sandbox_the_configured_ones_are_new() {
        let root = tempfile::tempdir().unwrap();
        let services =
            services(root.path(), EU, &Options { sandbox: true, read_only: false, wait: false, cached: false });
        let wanted =
            [("aurora-eu", ProfileStatus::Here), ("aurora-asia", ProfileStatus::Here), ("eu", ProfileStatus::New)];
        assert_eq!(list(&services).await.0, wanted.map(|(name, status)| (name.to_owned(), status)));
    }

    #[tokio::test]
    async fn a_removed_profile_is_gone_and_its_file_is_named() {
        let root = tempfile::tempdir().unwrap();
        let text = EU.replace("\"prompt\"", "{ file = \"token\" }");
        let services = services(root.path(), &format!("{text}{ASIA}"), &Options::default());
        let ProfileEvent::Removed(name, Ok(more)) = answer(&services, ProfileRequest::Remove("eu".into())).await else {
            panic!()
        };
        assert_eq!((name.as_str(), more.len()), ("eu", 1));
        assert!(more[0].contains(&root.path().join("token").display().to_string()), "{more:?}");
        assert_eq!(std::fs::read_to_string(root.path().join("config.toml")).unwrap(), ASIA);
        let ProfileEvent::Removed(_, Err(error)) = answer(&services, ProfileRequest::Remove("eu".into())).await else {
            panic!()
        };
        assert_eq!(error.kind, ErrorKind::NotFound);
    }

    #[tokio::test]
    async fn a_profile_with_an_open_change_stays() {
        let root = tempfile::tempdir().unwrap();
        let services = services(root.path(), &format!("{EU}{ASIA}"), &Options::default());
        let intent = crate::store::Intent {
            profile: "eu".into(),
            provider: crate::model::ProviderKind::Meta,
            number: "1".into(),
            change: crate::store::Change::Delete("A".into()),
            before: crate::store::Before::default(),
        };
        services.session.journal().store().await.unwrap().begin(intent, None).await.unwrap();
        let ProfileEvent::Removed(_, Err(error)) = answer(&services, ProfileRequest::Remove("eu".into())).await else {
            panic!()
        };
        assert_eq!(error.kind, ErrorKind::Refused);
        assert!(error.message.contains("outcome is not known yet: 1"), "{error}");
        assert_eq!(std::fs::read_to_string(root.path().join("config.toml")).unwrap(), format!("{EU}{ASIA}"));
        assert!(matches!(
            answer(&services, ProfileRequest::Remove("asia".into())).await,
            ProfileEvent::Removed(_, Ok(_))
        ));
    }
}
